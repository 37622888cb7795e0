/*
 * Attempts to get out of a box, each of which must fail, made from inside it. Each returns NULL if the box held, or
 * what gave way. They try for themselves, rather than read how the box is set up.
 */
#include "probe.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *try_network(void) {
    static const int families[] = {AF_NETLINK, AF_PACKET, AF_VSOCK, AF_ALG};
    for (size_t at = 0; at < sizeof families / sizeof families[0]; at++)
        if (socket(families[at], SOCK_RAW, 0) >= 0)
            return "a socket of a family beside unix and internet could be made";
    if (socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0)
        return "a raw socket could be made";
    /* Connecting a datagram socket sends nothing, but asks for a route. 192.0.2.0/24 belongs to nobody (RFC 5737). */
    struct sockaddr_in nowhere = {.sin_family = AF_INET, .sin_port = htons(53)};
    static const char *const addresses[] = {"192.0.2.1", "169.254.169.254", "169.254.170.2"};
    for (size_t at = 0; at < sizeof addresses / sizeof addresses[0]; at++) {
        int datagram = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        inet_pton(AF_INET, addresses[at], &nowhere.sin_addr);
        if (datagram < 0 || connect(datagram, (struct sockaddr *)&nowhere, sizeof nowhere) == 0)
            return "there is a route to another machine";
        close(datagram);
    }
    return NULL;
}

static const char *try_host_files(void) {
    static const char *const hidden[] = {"/etc/shadow", "/etc/ssh", "/root",    "/sys/kernel",      "/var/log",
                                         "/var/lib",    "/boot",    "/dev/mem", "/dev/kmsg",        "/dev/vda",
                                         "/dev/sda",    "/home/*",  "/mnt",     "/run/docker.sock", "/sys/fs/cgroup"};
    for (size_t at = 0; at < sizeof hidden / sizeof hidden[0]; at++)
        if (access(hidden[at], F_OK) == 0)
            return hidden[at];
    char byte;
    static const char *const closed[] = {"/proc/1/environ", "/proc/kcore", "/proc/kmsg", "/proc/keys", "/proc/cmdline"};
    for (size_t at = 0; at < sizeof closed / sizeof closed[0]; at++) {
        int file = open(closed[at], O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (file >= 0 && read(file, &byte, 1) > 0)
            return closed[at];
        if (file >= 0)
            close(file);
    }
    return NULL;
}

static const char *try_writing(void) {
    static const char *const folders[] = {"/", "/usr", "/usr/bin", "/etc", "/dev", "/run", "/home", "/var/empty"};
    for (size_t at = 0; at < sizeof folders / sizeof folders[0]; at++) {
        char path[64];
        snprintf(path, sizeof path, "%s/kiln-box-probe", folders[at]);
        if (open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0)
            return folders[at];
    }
    static const char *const files[] = {"/etc/passwd", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname",
                                        "/proc/sysrq-trigger", "/proc/self/uid_map"};
    for (size_t at = 0; at < sizeof files / sizeof files[0]; at++) {
        int file = open(files[at], O_WRONLY | O_CLOEXEC);
        if (file >= 0 && write(file, "0", 1) == 1 && strcmp(files[at], "/proc/sysrq-trigger") != 0)
            return files[at];
        if (file >= 0)
            close(file);
    }
    return NULL;
}

static const char *try_processes(void) {
    DIR *entries = opendir("/proc");
    if (entries == NULL)
        return "/proc cannot be read";
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        long process = strtol(entry->d_name, NULL, 10);
        if (process > 0 && process != getpid())
            return "a process beside this one can be seen";
    }
    closedir(entries);
    if (getpid() > 64)
        return "this is not a process namespace of its own";
    if (kill(1, SIGKILL) == 0)
        return "process 1 can be signaled";
    return NULL;
}

static const char *try_privileges(void) {
    if (setuid(0) == 0 || setresuid(0, 0, 0) == 0 || seteuid(0) == 0)
        return "this user can become another";
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct held[2];
    if (syscall(SYS_capget, &header, held) < 0 || held[0].permitted != 0 || held[1].permitted != 0 ||
        held[0].inheritable != 0)
        return "there are capabilities";
    if (prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN, 0, 0, 0) != 0)
        return "the bounding set is not empty";
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return "no_new_privs is not set";
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 2)
        return "no seccomp filter is loaded";
    return NULL;
}

static const char *try_system_calls(void) {
    static const struct {
        const char *name;
        long number;
    } calls[] = {
        {"mount", SYS_mount},
        {"umount2", SYS_umount2},
        {"pivot_root", SYS_pivot_root},
        {"chroot", SYS_chroot},
        {"setns", SYS_setns},
        {"bpf", SYS_bpf},
        {"ptrace", SYS_ptrace},
        {"keyctl", SYS_keyctl},
        {"userfaultfd", SYS_userfaultfd},
        {"open_tree", SYS_open_tree},
        {"fsopen", SYS_fsopen},
        {"io_uring_setup", SYS_io_uring_setup},
        {"clone3", SYS_clone3},
        {"init_module", SYS_init_module},
        {"perf_event_open", SYS_perf_event_open},
        {"kexec_load", SYS_kexec_load},
        {"process_vm_readv", SYS_process_vm_readv},
    };
    /* Zeros as arguments: what is let through fails with another errno, or does something. */
    for (size_t at = 0; at < sizeof calls / sizeof calls[0]; at++)
        if (syscall(calls[at].number, 0, 0, 0, 0, 0, 0) >= 0 || (errno != EPERM && errno != ENOSYS))
            return calls[at].name;
    static const int flags[] = {CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWNET,   CLONE_NEWPID,
                                CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};
    for (size_t at = 0; at < sizeof flags / sizeof flags[0]; at++) {
        if (unshare(flags[at]) == 0)
            return "unshare";
        long child = syscall(SYS_clone, flags[at] | SIGCHLD, 0, 0, 0, 0);
        if (child == 0)
            _exit(0);
        if (child > 0)
            return "clone into namespaces";
    }
    if (socket(AF_VSOCK, SOCK_STREAM, 0) >= 0 || syscall(SYS_socket, UINT64_C(1) << 32 | AF_VSOCK, SOCK_STREAM, 0) >= 0)
        return "AF_VSOCK";
    return NULL;
}

/* The limit of the run is 20; this process is one of them. */
static const char *try_forking(void) {
    for (int children = 0; children < 40; children++) {
        pid_t child = fork();
        if (child == 0)
            for (;;)
                pause();
        if (child < 0)
            return children == 19 ? NULL : "fork fails before the limit is reached";
    }
    return "more processes than the limit";
}

static const char *try_memory(void) {
    for (int piece = 0; piece < 64; piece++) {
        void *memory = mmap(NULL, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            return "memory is refused, not limited";
        memset(memory, 1, 8 << 20);
    }
    return "512 MiB could be used";
}

static const char *try_cpu(void) {
    signal(SIGXCPU, SIG_IGN);
    for (volatile bool spinning = true; spinning;)
        ;
    return "went on after its CPU time";
}

static const char *try_stopping(void) {
    kill(0, SIGSTOP);
    return "went on after SIGSTOP";
}

static const char *try_flooding(void) {
    static char bytes[4096];
    memset(bytes, 'x', sizeof bytes);
    for (;;)
        if (write(STDOUT_FILENO, bytes, sizeof bytes) < 0)
            return NULL;
}

/* The limit of the run is 1 MiB. */
static const char *try_large_file(void) {
    signal(SIGXFSZ, SIG_IGN);
    int file = open("/work/large", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return "the work folder cannot be written";
    if (ftruncate(file, (1 << 20) + 1) == 0 || pwrite(file, "x", 1, 1 << 20) == 1)
        return "a file could grow past the limit";
    return pwrite(file, "x", 1, (1 << 20) - 1) == 1 ? NULL : "a file cannot grow to the limit";
}

static const char *try_outliving(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            for (;;)
                pause();
        for (;;)
            pause();
    }
    return NULL;
}

static void *answer(void *listening) {
    int connection = accept(*(int *)listening, NULL, NULL);
    if (connection >= 0 && write(connection, "kiln", 4) == 4)
        close(connection);
    return NULL;
}

/* A box too strict is useless. */
static const char *try_ordinary_things(void) {
    char bytes[8] = "";
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof local;
    pthread_t thread;
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&local, size) < 0 || listen(server, 1) < 0 ||
        getsockname(server, (struct sockaddr *)&local, &size) < 0)
        return "no server on 127.0.0.1";
    if (pthread_create(&thread, NULL, answer, &server) != 0)
        return "no threads";
    if (connect(client, (struct sockaddr *)&local, sizeof local) < 0 || read(client, bytes, 4) != 4)
        return "no connection on 127.0.0.1";
    pthread_join(thread, NULL);
    int pty = posix_openpt(O_RDWR | O_NOCTTY);
    if (pty < 0 || grantpt(pty) < 0 || unlockpt(pty) < 0 || ptsname(pty) == NULL)
        return "no pseudo terminal";
    static const char *const files[] = {"/tmp/probe", "/work/probe", "/dev/shm/probe", "/dev/null"};
    for (size_t at = 0; at < sizeof files / sizeof files[0]; at++) {
        int file = open(files[at], O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || write(file, "kiln", 4) != 4)
            return files[at];
    }
    int random = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (random < 0 || read(random, bytes, 4) != 4 || access("/proc/self/maps", R_OK) < 0)
        return "no /dev/urandom or /proc/self";
    return NULL;
}

static const struct {
    const char *name;
    const char *(*attempt)(void);
} probes[] = {
    {"network", try_network},
    {"host-files", try_host_files},
    {"writing", try_writing},
    {"processes", try_processes},
    {"privileges", try_privileges},
    {"system-calls", try_system_calls},
    {"process-limit", try_forking},
    {"memory-limit", try_memory},
    {"cpu-limit", try_cpu},
    {"wall-limit", try_stopping},
    {"output-limit", try_flooding},
    {"file-limit", try_large_file},
    {"nothing-outlives", try_outliving},
    {"ordinary", try_ordinary_things},
};

int probe(const char *name) {
    for (size_t at = 0; at < sizeof probes / sizeof probes[0]; at++) {
        if (strcmp(name, probes[at].name) != 0)
            continue;
        const char *gave_way = probes[at].attempt();
        if (gave_way != NULL)
            puts(gave_way);
        fflush(stdout);
        return gave_way != NULL;
    }
    return 2;
}
