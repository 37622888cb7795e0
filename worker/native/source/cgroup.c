/*
 * Leaves: made before a run, removed after it. A new one each time, because before Linux 6.12 the peak memory of a
 * version 2 group cannot be reset. All access is relative to folders that were opened at the start, as the launcher
 * later leaves the host's file system.
 */
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KILN "kiln"
#define SLOTS 4096
#define LOCK_WAIT_MILLIS 3000

static void sleep_micros(long micros) {
    nanosleep(&(struct timespec){.tv_nsec = micros * 1000}, NULL);
}

static bool read_text(int folder, const char *name, char *text, size_t size) {
    text[0] = '\0';
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t got = read(file, text, size - 1);
    close(file);
    text[got < 0 ? 0 : got] = '\0';
    return got >= 0;
}

static bool write_text(int folder, const char *name, const char *text) {
    int file = openat(folder, name, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t wrote = write(file, text, strlen(text));
    int problem = errno;
    close(file);
    errno = problem;
    return wrote >= 0;
}

static bool write_number(int folder, const char *name, uint64_t number) {
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    return write_text(folder, name, text);
}

uint64_t cgroup_number(const char *text, const char *key, uint64_t otherwise) {
    size_t length = strlen(key);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        if (*line == '\n')
            line++;
        if (strncmp(line, key, length) == 0 && line[length] == ' ')
            return strtoull(line + length + 1, NULL, 10);
    }
    return otherwise;
}

static int open_folder(int parent, const char *name) {
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static int make_folder(int parent, const char *name) {
    if (mkdirat(parent, name, 0755) < 0 && errno != EEXIST)
        return -1;
    return open_folder(parent, name);
}

static void kill_all(int group) {
    if (write_text(group, "cgroup.kill", "1"))
        return;
    char text[65536];
    if (!read_text(group, "cgroup.procs", text, sizeof text))
        return;
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        long process = strtol(line, NULL, 10);
        if (process > 1) /* 0: of another pid namespace */
            kill((pid_t)process, SIGKILL);
    }
}

/* Kills and removes. A process that was killed leaves its group a moment later: EBUSY until then. */
static bool remove_group(int parent, const char *name) {
    for (int round = 0; round < 250; round++) {
        if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
            return true;
        if (errno != EBUSY)
            return false;
        int group = open_folder(parent, name);
        if (group >= 0) {
            kill_all(group);
            close(group);
        }
        sleep_micros(round < 50 ? 100 : 5000);
    }
    return false;
}

/* Removes every group below `folder`: what a launcher that was killed could not remove. */
static void remove_leaves(int folder) {
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        if (entry->d_type == DT_DIR && strncmp(entry->d_name, "run-", 4) == 0)
            remove_group(folder, entry->d_name);
    closedir(entries);
}

/*
 * The lock on a slot's folder is what says that its launcher lives: the kernel drops it with the process. The
 * folder may be removed between our opening and locking it, so afterwards it must still be the one of that name.
 */
static int lock_slot(int kiln, const char *name, bool make) {
    for (;;) {
        int folder = make ? make_folder(kiln, name) : open_folder(kiln, name);
        if (folder < 0) {
            if (make && errno == ENOENT)
                continue;
            return -1;
        }
        struct stat mine, named;
        if (flock(folder, LOCK_EX | LOCK_NB) < 0) {
            close(folder);
            errno = EWOULDBLOCK;
            return -1;
        }
        if (fstat(folder, &mine) == 0 && fstatat(kiln, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
            mine.st_ino == named.st_ino)
            return folder;
        close(folder);
        if (!make)
            return -1;
    }
}

static void slot_name(char name[32], long slot) {
    snprintf(name, 32, "slot-%ld", slot);
}

/* Slots whose launcher was killed: nobody holds their lock. */
static void sweep(int kiln) {
    int copy = openat(kiln, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        int stale = strncmp(entry->d_name, "slot-", 5) == 0 ? lock_slot(kiln, entry->d_name, false) : -1;
        if (stale < 0)
            continue;
        remove_leaves(stale);
        remove_group(kiln, entry->d_name);
        close(stale);
    }
    closedir(entries);
}

static void leave_slot(struct cgroups *groups) {
    char name[32];
    slot_name(name, groups->slot);
    for (size_t at = groups->count; at-- > 0;) {
        if (groups->folder[at] < 0)
            continue;
        remove_group(groups->kiln[at], name);
        close(groups->folder[at]);
        groups->folder[at] = -1;
    }
}

/*
 * The slot is ours only with its lock in every hierarchy. On version 1 two launchers may be in different groups of one
 * hierarchy, and in the same group of another, where they would meet.
 */
static bool try_slot(struct cgroups *groups, long slot) {
    char name[32];
    slot_name(name, slot);
    groups->slot = slot;
    for (size_t at = 0; at < groups->count; at++) {
        groups->folder[at] = lock_slot(groups->kiln[at], name, true);
        if (groups->folder[at] < 0) {
            int problem = errno;
            leave_slot(groups);
            errno = problem;
            return false;
        }
    }
    return true;
}

static bool take_slot(struct cgroups *groups, long wanted) {
    if (wanted < 0) {
        for (long slot = 0; slot < SLOTS; slot++)
            if (try_slot(groups, slot) || errno != EWOULDBLOCK)
                return groups->folder[0] >= 0;
        return false;
    }
    /* The box before this one may be about to leave. */
    for (int waited = 0; waited < LOCK_WAIT_MILLIS; waited += 5) {
        if (try_slot(groups, wanted) || errno != EWOULDBLOCK)
            return groups->folder[0] >= 0;
        sleep_micros(5000);
    }
    return false;
}

/* Version 2: every level between our place and the leaves passes the controllers on. */
static bool pass_on(int folder) {
    write_text(folder, "cgroup.subtree_control", "+cpu");
    return write_text(folder, "cgroup.subtree_control", "+memory") &&
           write_text(folder, "cgroup.subtree_control", "+pids");
}

/*
 * All boxes together weigh as much as one ordinary process per processor; among themselves slots weigh the same, however
 * many processes their programs have. Best effort: it is fairness, not a limit.
 */
static void weigh(const struct cgroups *groups) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t times = processors < 1 ? 1 : processors > 100 ? 100 : (uint64_t)processors;
    if (groups->version == 2)
        write_number(groups->kiln[0], "cpu.weight", 100 * times);
    else
        write_number(groups->kiln[groups->of[CGROUP_CPU]], "cpu.shares", 1024 * times);
}

const char *cgroups_open(struct cgroups *groups, const struct cgroup_place *place, long slot) {
    groups->version = place->version;
    groups->count = place->count;
    groups->runs = 0;
    memcpy(groups->of, place->of, sizeof groups->of);
    for (size_t at = 0; at < CGROUP_CONTROLLERS; at++)
        groups->kiln[at] = groups->folder[at] = groups->leaf[at] = -1;
    for (size_t at = 0; at < groups->count; at++) {
        int parent = open(place->path[at], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        groups->kiln[at] = parent < 0 ? -1 : make_folder(parent, KILN);
        if (parent >= 0)
            close(parent);
        if (groups->kiln[at] < 0)
            return "cannot make a cgroup: run as root, or in a delegated group (systemd: Delegate=yes)";
    }
    if (groups->version == 2 && !pass_on(groups->kiln[0]))
        return "cannot pass cgroup controllers on";
    weigh(groups);
    if (!take_slot(groups, slot))
        return errno == EWOULDBLOCK ? "the slot is taken by another launcher: give each its own --slot, or none"
                                    : "cannot make the cgroup of the slot";
    if (groups->version == 2 && !pass_on(groups->folder[0]))
        return "cannot pass cgroup controllers on";
    for (size_t at = 0; at < groups->count; at++)
        remove_leaves(groups->folder[at]);
    for (size_t at = 0; at < groups->count; at++)
        sweep(groups->kiln[at]);
    return NULL;
}

const char *cgroups_make_leaf(struct cgroups *groups) {
    char name[32];
    snprintf(name, sizeof name, "run-%lu", ++groups->runs);
    for (size_t at = 0; at < groups->count; at++)
        if ((groups->leaf[at] = make_folder(groups->folder[at], name)) < 0)
            return "cannot make the cgroup of a run";
    return NULL;
}

int cgroups_birth(const struct cgroups *groups) {
    return groups->version == 2 ? groups->leaf[0] : -1;
}

const char *cgroups_enter(struct cgroups *groups, pid_t process) {
    for (size_t at = 0; at < groups->count; at++)
        if (!write_number(groups->leaf[at], "cgroup.procs", (uint64_t)process))
            return "cannot move a process into its cgroup";
    return NULL;
}

static uint64_t cpu_micros(const struct cgroups *groups) {
    char text[1024];
    if (groups->version == 2) {
        read_text(groups->leaf[0], "cpu.stat", text, sizeof text);
        return cgroup_number(text, "usage_usec", 0);
    }
    read_text(groups->leaf[groups->of[CGROUP_CPUACCT]], "cpuacct.usage", text, sizeof text);
    return strtoull(text, NULL, 10) / 1000;
}

uint64_t cgroups_cpu_micros(const struct cgroups *groups) {
    uint64_t now = cpu_micros(groups);
    return now > groups->cpu_before ? now - groups->cpu_before : 0;
}

const char *cgroups_begin(struct cgroups *groups, const struct limits *limits) {
    int memory = groups->leaf[groups->of[CGROUP_MEMORY]];
    int pids = groups->leaf[groups->of[CGROUP_PIDS]];
    bool second = groups->version == 2;
    if (!write_number(memory, second ? "memory.max" : "memory.limit_in_bytes", limits->memory_bytes))
        return "cannot limit memory";
    /* Swap would be memory beyond the limit. A kernel without swap accounting has no such file, but may have swap. */
    if (!(second ? write_text(memory, "memory.swap.max", "0")
                 : write_number(memory, "memory.memsw.limit_in_bytes", limits->memory_bytes))) {
        if (errno != ENOENT)
            return "cannot limit swap";
        if (!second && !write_text(memory, "memory.swappiness", "0"))
            return "cannot keep the run from swap";
    }
    if (second)
        write_text(memory, "memory.oom.group", "1"); /* since Linux 4.19; the launcher kills the rest otherwise */
    else if (!write_text(memory, "memory.max_usage_in_bytes", "0"))
        return "cannot begin to count memory";
    /* One more for the reaper, which lives in the leaf too. */
    if (!write_number(pids, "pids.max", limits->processes + 1))
        return "cannot limit processes";
    groups->cpu_before = cpu_micros(groups);
    return NULL;
}

uint64_t cgroups_peak_bytes(const struct cgroups *groups) {
    char text[64];
    int memory = groups->leaf[groups->of[CGROUP_MEMORY]];
    const char *peak = groups->version == 2 ? "memory.peak" : "memory.max_usage_in_bytes";
    if (!read_text(memory, peak, text, sizeof text)) /* memory.peak: since Linux 5.19 */
        read_text(memory, "memory.current", text, sizeof text);
    return strtoull(text, NULL, 10);
}

bool cgroups_out_of_memory(const struct cgroups *groups) {
    char text[512];
    int memory = groups->leaf[groups->of[CGROUP_MEMORY]];
    read_text(memory, groups->version == 2 ? "memory.events" : "memory.oom_control", text, sizeof text);
    return cgroup_number(text, "oom_kill", 0) > 0;
}

bool cgroups_remove_leaf(struct cgroups *groups) {
    char name[32];
    bool removed = true;
    snprintf(name, sizeof name, "run-%lu", groups->runs);
    for (size_t at = 0; at < groups->count; at++) {
        if (groups->leaf[at] < 0)
            continue;
        close(groups->leaf[at]);
        groups->leaf[at] = -1;
        removed &= remove_group(groups->folder[at], name);
    }
    return removed;
}

void cgroups_close(struct cgroups *groups) {
    cgroups_remove_leaf(groups);
    leave_slot(groups);
}
