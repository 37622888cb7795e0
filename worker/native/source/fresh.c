/*
 * What could carry something from one run to the next, or tell of other processes, is mounted new for each run, in the
 * run's own namespaces, and goes with them.
 */
#include "fresh.h"

#include "root.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>

#define SHARED_MEMORY_BYTES (64u << 20)

/* What of /proc, beside the processes, a box may read. The rest tells of the host or can change it. */
static bool proc_shown(const char *name) {
    static const char *const shown[] = {"cgroups",     "cpuinfo", "devices", "filesystems", "loadavg", "meminfo",
                                        "mounts",      "net",     "self",    "stat",        "swaps",   "sys",
                                        "thread-self", "uptime",  "version", "vmstat"};
    for (size_t at = 0; at < sizeof shown / sizeof shown[0]; at++)
        if (strcmp(name, shown[at]) == 0)
            return true;
    return name[0] >= '0' && name[0] <= '9';
}

/* Covers files with the null device and folders with an empty one, whatever this kernel's /proc has. */
static const char *harden_proc(void) {
    DIR *entries = opendir("/proc");
    if (entries == NULL)
        return "read /proc";
    const char *failed = NULL;
    for (struct dirent *entry; failed == NULL && (entry = readdir(entries)) != NULL;) {
        if (entry->d_name[0] == '.' || proc_shown(entry->d_name))
            continue;
        char path[PATH_MAX];
        snprintf(path, sizeof path, "/proc/%s", entry->d_name);
        const char *cover = entry->d_type == DT_DIR ? "/var/empty" : "/dev/null";
        if (entry->d_type != DT_LNK && mount(cover, path, NULL, MS_BIND, NULL) < 0)
            failed = "cover a part of /proc";
    }
    closedir(entries);
    if (failed != NULL)
        return failed;
    if (mount("/proc/sys", "/proc/sys", NULL, MS_BIND, NULL) < 0 ||
        mount(NULL, "/proc/sys", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0)
        return "make /proc/sys read-only";
    return NULL;
}

const char *fresh_mount(uint64_t scratch_bytes) {
    char options[96];
    /* hidepid=2: the program sees its own processes and not process 1, which is another user's. */
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=2") < 0)
        return "mount /proc";
    snprintf(options, sizeof options, "mode=1777,size=%llu,nr_inodes=%d", (unsigned long long)scratch_bytes,
             TMPFS_INODES);
    if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options) < 0)
        return "mount /tmp";
    snprintf(options, sizeof options, "mode=1777,size=%u,nr_inodes=%d", SHARED_MEMORY_BYTES, TMPFS_INODES);
    if (mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, options) < 0)
        return "mount /dev/shm";
    if (mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,max=64") < 0)
        return "mount /dev/pts";
    return harden_proc();
}
