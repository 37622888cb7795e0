/*
 * The root is a small tmpfs on which system folders are shown read-only. It is an allow-list: what is not named here
 * does not exist in a box. Nothing of it can be written but /work, /tmp, /dev/shm, and pseudo terminals.
 *
 * A folder is shown through an overlay of the box's own, without a layer to write to. A bind would be as unwritable, but
 * would share the host's inodes: by a lock on /usr/bin/env boxes could speak with each other or hold each other up, by
 * inotify they could watch what others start, and a socket or FIFO in a folder that is shown would lead to the host. The
 * pages of the files stay shared, so it costs neither memory nor time.
 */
#include "root.h"

#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* The root is assembled on this folder: every Linux has it, and nothing in it is ever shown to a box. */
#define SCAFFOLD "/sys"

/* Bytes and files that the bare root may take: the copies of small files of /etc. */
#define ROOT_OPTIONS "mode=0755,size=16m,nr_inodes=8k"

/* Shown where they are folders, made again where they are links (as on a merged /usr). */
static const char *const system_folders[] = {"usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32"};

/* What runtimes look up. Nothing that tells about the host, its users or its secrets. `*` at the end: any ending. */
static const char *const etc_entries[] = {
    "ld.so.cache",  "ld.so.conf",   "ld.so.conf.d", "alternatives",   "localtime",
    "timezone",     "locale.alias", "mime.types",   "magic",          "magic.mime",
    "services",     "protocols",    "inputrc",      "bash.bashrc",    "terminfo",
    "perl",         "php*",         "python*",      "java*",          "nodejs",
    "ruby*",        "fonts",        "os-release",   "debian_version", "R",
    "matplotlibrc",
};

static const char *const tls_entries[] = {"ssl/certs",    "ssl/openssl.cnf", "pki/tls/certs",
                                          "pki/ca-trust", "pki/java",        "ca-certificates"};

static const struct {
    const char *path, *text;
} written[] = {
    {"etc/passwd", "root:x:0:0:root:/:/usr/sbin/nologin\nkiln:x:1000:1000:kiln:/work:/bin/bash\n"
                   "nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n"},
    {"etc/group", "root:x:0:\ntty:x:5:\nkiln:x:1000:\nnogroup:x:65534:\n"},
    {"etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files\nservices: files\n"
                          "protocols: files\n"},
    {"etc/hosts", "127.0.0.1 localhost box\n::1 localhost\n"},
    {"etc/hostname", "box\n"},
    {"etc/host.conf", "multi on\n"},
    {"etc/resolv.conf", ""}, /* no network, so no name server */
};

static const struct {
    const char *name;
    unsigned major, minor;
} devices[] = {{"null", 1, 3}, {"zero", 1, 5}, {"full", 1, 7}, {"random", 1, 8}, {"urandom", 1, 9}, {"tty", 5, 0}};

static const struct {
    const char *path, *target;
} links[] = {
    {"dev/fd", "/proc/self/fd"},
    {"dev/stdin", "/proc/self/fd/0"},
    {"dev/stdout", "/proc/self/fd/1"},
    {"dev/stderr", "/proc/self/fd/2"},
    {"dev/ptmx", "pts/ptmx"},
    {"etc/mtab", "/proc/self/mounts"},
    {"var/tmp", "/tmp"},
    {"var/run", "/run"},
};

static const char *const folders[] = {"etc", "etc/ssl", "etc/pki", "etc/pki/tls", "dev",       "proc",
                                      "tmp", "work",    "run",     "var",         "var/empty", "home"};

static char *scaffold_path(char path[PATH_MAX], const char *relative) {
    if ((size_t)snprintf(path, PATH_MAX, SCAFFOLD "/%s", relative) >= PATH_MAX)
        fail("path too long: %.100s", relative);
    return path;
}

/*
 * Every folder above the last part; they are bare, so a bound home folder shows nothing of its neighbours. A link in
 * the way is refused: while the root is assembled its absolute links still lead to the host.
 */
static void make_parents(const char *relative) {
    char path[PATH_MAX];
    struct stat made;
    scaffold_path(path, relative);
    for (char *slash = path + sizeof SCAFFOLD; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        if ((mkdir(path, 0755) < 0 && errno != EEXIST) || lstat(path, &made) < 0)
            fail("cannot make %s for the box: %s", path + sizeof SCAFFOLD - 1, strerror(errno));
        if (!S_ISDIR(made.st_mode))
            fail("cannot show /%s in the box: %s is a link there", relative, path + sizeof SCAFFOLD - 1);
        *slash = '/';
    }
}

/* Binds a file of the host read-only. Two steps, as a bind takes its flags only when mounted again. */
static void bind_file(const char *source, const char *relative) {
    char target[PATH_MAX];
    make_parents(relative);
    int file = open(scaffold_path(target, relative), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        fail("cannot make /%s for the box: %s", relative, strerror(errno));
    close(file);
    if (mount(source, target, NULL, MS_BIND, NULL) < 0 ||
        mount(NULL, target, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) < 0)
        fail("cannot show %s in the box: %s", source, strerror(errno));
}

/* Shows a folder of the host. Without a layer to write to, an overlay needs a second one to read from: an empty one. */
static void overlay(const char *source, const char *relative) {
    static const char first[] = "lowerdir=", second[] = ":" SCAFFOLD "/var/empty";
    char target[PATH_MAX], layers[sizeof first + 2 * PATH_MAX + sizeof second], *end = stpcpy(layers, first);
    make_parents(relative);
    if (mkdir(scaffold_path(target, relative), 0755) < 0 && errno != EEXIST)
        fail("cannot make /%s for the box: %s", relative, strerror(errno));
    for (const char *at = source; *at != '\0'; at++) {
        if (*at == ':' || *at == ',' || *at == '\\') /* what the kernel divides options and layers by */
            *end++ = '\\';
        *end++ = *at;
    }
    strcpy(end, second);
    if (mount("overlay", target, "overlay", MS_RDONLY | MS_NOSUID | MS_NODEV, layers) < 0)
        fail("cannot show %s in the box: %s%s", source, strerror(errno),
             errno == ENODEV ? ": the kernel needs CONFIG_OVERLAY_FS (modprobe overlay)" : "");
}

static void link_again(const char *source, const char *relative) {
    char text[PATH_MAX], target[PATH_MAX];
    ssize_t length = readlink(source, text, sizeof text - 1);
    if (length < 0)
        fail("cannot read the link %s: %s", source, strerror(errno));
    text[length] = '\0';
    make_parents(relative);
    if (symlink(text, scaffold_path(target, relative)) < 0 && errno != EEXIST)
        fail("cannot link /%s in the box: %s", relative, strerror(errno));
}

static void write_file(const char *relative, const void *bytes, size_t length) {
    char target[PATH_MAX];
    make_parents(relative);
    int file = open(scaffold_path(target, relative), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        fail("cannot write /%s of the box: %s", relative, strerror(errno));
    close(file);
}

/* Small files are copied: a mount for each would have to be copied for every run. */
static void copy_file(const char *source, const char *relative, size_t size) {
    int file = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    char *bytes = malloc(size + 1);
    ssize_t got = file < 0 || bytes == NULL ? -1 : read(file, bytes, size);
    if (got < 0)
        fail("cannot read %s for the box: %s", source, strerror(errno));
    write_file(relative, bytes, (size_t)got);
    free(bytes);
    close(file);
}

/* Shows one entry of the host at the same place in the box, if it is there. */
static void show(const char *relative) {
    char source[PATH_MAX];
    struct stat found;
    if ((size_t)snprintf(source, sizeof source, "/%s", relative) >= sizeof source || lstat(source, &found) < 0)
        return;
    if (S_ISLNK(found.st_mode))
        link_again(source, relative);
    else if (S_ISDIR(found.st_mode))
        overlay(source, relative);
    else if (S_ISREG(found.st_mode) && found.st_size <= 1 << 20 && (found.st_mode & S_IROTH) != 0)
        copy_file(source, relative, (size_t)found.st_size);
}

static bool matches(const char *pattern, const char *name) {
    size_t length = strlen(pattern);
    if (pattern[length - 1] == '*')
        return strncmp(pattern, name, length - 1) == 0;
    return strcmp(pattern, name) == 0;
}

static void show_etc(void) {
    DIR *entries = opendir("/etc");
    if (entries == NULL)
        fail("cannot read /etc: %s", strerror(errno));
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        for (size_t at = 0; at < sizeof etc_entries / sizeof etc_entries[0]; at++) {
            if (!matches(etc_entries[at], entry->d_name))
                continue;
            char relative[PATH_MAX];
            snprintf(relative, sizeof relative, "etc/%s", entry->d_name);
            show(relative);
            break;
        }
    }
    closedir(entries);
    for (size_t at = 0; at < sizeof tls_entries / sizeof tls_entries[0]; at++) {
        char relative[PATH_MAX];
        snprintf(relative, sizeof relative, "etc/%s", tls_entries[at]);
        show(relative);
    }
}

static void make_devices(void) {
    char path[PATH_MAX];
    if (mount("tmpfs", scaffold_path(path, "dev"), "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755,size=64k,nr_inodes=64") <
        0)
        fail("cannot mount /dev of the box: %s", strerror(errno));
    for (size_t at = 0; at < sizeof devices / sizeof devices[0]; at++) {
        char relative[32], source[32];
        snprintf(relative, sizeof relative, "dev/%s", devices[at].name);
        snprintf(source, sizeof source, "/dev/%s", devices[at].name);
        if (mknod(scaffold_path(path, relative), S_IFCHR | 0666, makedev(devices[at].major, devices[at].minor)) == 0) {
            if (chmod(path, 0666) < 0)
                fail("cannot open up %s in the box: %s", source, strerror(errno));
            continue;
        }
        /* A container may forbid device files: then the host's own is bound, which NODEV would make useless. */
        int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (file < 0 || mount(source, path, NULL, MS_BIND, NULL) < 0)
            fail("cannot make %s for the box: %s", source, strerror(errno));
        close(file);
    }
    static const char *const mount_points[] = {"dev/pts", "dev/shm"};
    for (size_t at = 0; at < sizeof mount_points / sizeof mount_points[0]; at++)
        if (mkdir(scaffold_path(path, mount_points[at]), 0755) < 0)
            fail("cannot make /%s for the box: %s", mount_points[at], strerror(errno));
}

static bool below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* A toolchain outside the system folders, such as one in a home folder. */
static void expose(const char *path) {
    static const char *const never[] = {"/proc",    "/sys",     "/dev",       "/work", "/tmp", "/run",
                                        "/var/run", "/var/tmp", "/var/empty", "/boot", "/etc"};
    char real[PATH_MAX], target[PATH_MAX];
    struct stat found;
    if (path[0] != '/' || realpath(path, real) == NULL || stat(real, &found) < 0)
        fail("--expose %s: not an absolute path of something that exists", path);
    bool refused = strcmp(real, "/") == 0 || !(S_ISDIR(found.st_mode) || S_ISREG(found.st_mode));
    for (size_t at = 0; at < sizeof never / sizeof never[0]; at++)
        refused |= below(real, never[at]) || below(never[at], real);
    if (refused)
        fail("--expose %s: this path cannot be shown to a box", path);
    bool folder = S_ISDIR(found.st_mode);
    if (stat(scaffold_path(target, real + 1), &found) < 0 || !below(real, "/usr")) {
        if (folder)
            overlay(real, real + 1);
        else
            bind_file(real, real + 1);
    }
    if (strcmp(path, real) != 0 && lstat(scaffold_path(target, path + 1), &found) < 0 && errno == ENOENT) {
        make_parents(path + 1);
        if (symlink(real, target) < 0)
            fail("cannot link %s in the box: %s", path, strerror(errno));
    }
}

static void make_work(struct box *box) {
    char path[PATH_MAX], options[160];
    snprintf(options, sizeof options, "mode=0755,uid=%u,gid=%u,size=%llu,nr_inodes=%d", box->identity.program,
             box->identity.program, (unsigned long long)box->options->work_bytes, TMPFS_INODES);
    if (mount("tmpfs", scaffold_path(path, "work"), "tmpfs", MS_NOSUID | MS_NODEV, options) < 0)
        fail("cannot mount the work folder: %s", strerror(errno));
    box->work = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (box->work < 0)
        fail("cannot open the work folder: %s", strerror(errno));
}

static void assemble(struct box *box) {
    char path[PATH_MAX];
    if (mount("tmpfs", SCAFFOLD, "tmpfs", MS_NOSUID | MS_NODEV, ROOT_OPTIONS) < 0)
        fail("cannot mount the root of the box: %s", strerror(errno));
    for (size_t at = 0; at < sizeof folders / sizeof folders[0]; at++)
        if (mkdir(scaffold_path(path, folders[at]), 0755) < 0)
            fail("cannot make /%s for the box: %s", folders[at], strerror(errno));
    for (size_t at = 0; at < sizeof system_folders / sizeof system_folders[0]; at++)
        show(system_folders[at]);
    show_etc();
    for (size_t at = 0; at < sizeof written / sizeof written[0]; at++)
        write_file(written[at].path, written[at].text, strlen(written[at].text));
    make_devices();
    for (size_t at = 0; at < box->options->exposed_count; at++)
        expose(box->options->exposed[at]);
    if (box->options->probe) {
        char self[PATH_MAX];
        ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
        if (length < 0)
            fail("cannot find this program: %s", strerror(errno));
        self[length] = '\0';
        bind_file(self, PROBE_PATH + 1);
    }
    make_work(box);
    for (size_t at = 0; at < sizeof links / sizeof links[0]; at++)
        if (symlink(links[at].target, scaffold_path(path, links[at].path)) < 0)
            fail("cannot link /%s in the box: %s", links[at].path, strerror(errno));
}

void root_enter(struct box *box) {
    umask(022);
    /* Private first: otherwise what is mounted here would appear on the host. */
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        fail("cannot make a mount namespace: %s: the launcher needs CAP_SYS_ADMIN (run the worker as root)",
             strerror(errno));
    assemble(box);
    /* The host's tree is stacked on the new root and taken off: no path and no mount of it stays in this namespace. */
    if (chdir(SCAFFOLD) < 0 || syscall(SYS_pivot_root, ".", ".") < 0 || umount2(".", MNT_DETACH) < 0 || chdir("/") < 0)
        fail("cannot leave the host's file system: %s", strerror(errno));
    /* Last, as the mount points above had to be made. */
    if (mount(NULL, "/", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) < 0 ||
        mount(NULL, "/dev", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NOEXEC, NULL) < 0)
        fail("cannot make the root of the box read-only: %s", strerror(errno));
}
