/*
 * Compiles the seccomp filter of the boxes, at build time, and prints it as a C source (see filter.h).
 *
 * The filter is an allow-list. What is not named answers ENOSYS, so that calls of newer kernels are closed until
 * somebody has looked at them, and libraries fall back. What is known and denied answers EPERM, each with the reason
 * that it is denied for. A foreign architecture (int 0x80, x32) kills.
 *
 * Arguments that the kernel takes as 32 bits are compared in their low 32 bits only: with a plain compare
 * `AF_VSOCK | 1 << 32` would not be AF_VSOCK for the filter, but would be for the kernel.
 */
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#define LOW32 UINT64_C(0xffffffff)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Harmless, or guarded by the kernel's own checks on a process without capabilities in namespaces of its own. */
static const char *const allowed[] = {
    /* files */
    "access", "chdir", "chmod", "chown", "close", "close_range", "copy_file_range", "creat", "dup", "dup2", "dup3",
    "faccessat", "faccessat2", "fallocate", "fchdir", "fchmod", "fchmodat", "fchmodat2", "fchown", "fchownat", "fcntl",
    "fdatasync", "fgetxattr", "flistxattr", "flock", "fremovexattr", "fsetxattr", "fstat", "fstatfs", "fsync",
    "ftruncate", "futimesat", "getcwd", "getdents", "getdents64", "getxattr", "lchown", "lgetxattr", "link", "linkat",
    "listxattr", "llistxattr", "lremovexattr", "lseek", "lsetxattr", "lstat", "mkdir", "mkdirat", "mknod", "mknodat",
    "newfstatat", "open", "openat", "openat2", "pread64", "preadv", "preadv2", "pwrite64", "pwritev", "pwritev2",
    "read", "readahead", "readlink", "readlinkat", "readv", "removexattr", "rename", "renameat", "renameat2", "rmdir",
    "sendfile", "setxattr", "splice", "stat", "statfs", "statx", "symlink", "symlinkat", "sync_file_range", "tee",
    "truncate", "umask", "unlink", "unlinkat", "utime", "utimensat", "utimes", "vmsplice", "write", "writev",
    "inotify_add_watch", "inotify_init", "inotify_init1", "inotify_rm_watch",
    /* waiting */
    "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait", "eventfd", "eventfd2",
    "pause", "poll", "ppoll", "pselect6", "select", "signalfd", "signalfd4", "timerfd_create", "timerfd_gettime",
    "timerfd_settime",
    /* memory */
    "brk", "get_mempolicy", "madvise", "map_shadow_stack", "membarrier", "memfd_create", "mincore", "mlock", "mlock2",
    "mlockall", "mmap", "mprotect", "mremap", "mseal", "msync", "munlock", "munlockall", "munmap", "pkey_alloc",
    "pkey_free", "pkey_mprotect", "process_mrelease", "remap_file_pages",
    /* processes, threads, signals */
    "alarm", "arch_prctl", "capget", "capset", "execve", "execveat", "exit", "exit_group", "fork", "futex",
    "futex_requeue", "futex_wait", "futex_waitv", "futex_wake", "get_robust_list", "get_thread_area", "getcpu",
    "getegid", "geteuid", "getgid", "getgroups", "getitimer", "getpgid", "getpgrp", "getpid", "getppid", "getpriority",
    "getresgid", "getresuid", "getrlimit", "getrusage", "getsid", "gettid", "getuid", "ioprio_get", "ioprio_set",
    "kill", "landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self", "pidfd_open", "pidfd_send_signal",
    "pipe", "pipe2", "prctl", "restart_syscall", "rseq", "rt_sigaction", "rt_sigpending", "rt_sigprocmask",
    "rt_sigqueueinfo", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "rt_tgsigqueueinfo",
    "sched_get_priority_max", "sched_get_priority_min", "sched_getaffinity", "sched_getattr", "sched_getparam",
    "sched_getscheduler", "sched_rr_get_interval", "sched_setaffinity", "sched_setattr", "sched_setparam",
    "sched_setscheduler", "sched_yield", "seccomp", "set_robust_list", "set_thread_area", "set_tid_address", "setfsgid",
    "setfsuid", "setgid", "setgroups", "setitimer", "setpgid", "setpriority", "setregid", "setresgid", "setresuid",
    "setreuid", "setsid", "setuid", "sigaltstack", "tgkill", "timer_create", "timer_delete", "timer_getoverrun",
    "timer_gettime", "timer_settime", "times", "tkill", "vfork", "wait4", "waitid",
    /* time and the machine; clocks cannot be set without a capability that nobody in the box has */
    "clock_getres", "clock_gettime", "clock_nanosleep", "getrandom", "gettimeofday", "nanosleep", "sysinfo", "time",
    "uname",
    /* System V and POSIX messages, semaphores, shared memory: an IPC namespace per run */
    "mq_getsetattr", "mq_notify", "mq_open", "mq_timedreceive", "mq_timedsend", "mq_unlink", "msgctl", "msgget",
    "msgrcv", "msgsnd", "semctl", "semget", "semop", "semtimedop", "shmat", "shmctl", "shmdt", "shmget",
    /* sockets, once made: which may be made is told below */
    "accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt", "listen", "recvfrom",
    "recvmmsg", "recvmsg", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown"};

/* Would make the host write back its disks, other tenants' files included. Answered as if it were done. */
static const char *const ignored[] = {"sync", "syncfs"};

static const char *const denied[] = {
    /* would start kernel code that checks none of our filters, or a whole interpreter in the kernel */
    "bpf", "io_uring_enter", "io_uring_register", "io_uring_setup", "userfaultfd",
    /* would read or steer other processes */
    "kcmp", "perf_event_open", "pidfd_getfd", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace",
    /* would enter or make namespaces, or change what the box sees; unshare and clone are told below */
    "chroot", "fsconfig", "fsmount", "fsopen", "fspick", "listmount", "mount", "mount_setattr", "move_mount",
    "open_tree", "open_tree_attr", "pivot_root", "setns", "statmount", "umount", "umount2",
    /* would open files past their paths */
    "fanotify_init", "fanotify_mark", "name_to_handle_at", "open_by_handle_at",
    /* would keep data past the run: keys belong to a user, not to a namespace */
    "add_key", "keyctl", "request_key",
    /* would tell which files others have read lately */
    "cachestat",
    /* would read from or change the machine */
    "acct", "adjtimex", "clock_adjtime", "clock_settime", "create_module", "delete_module", "finit_module",
    "get_kernel_syms", "init_module", "ioperm", "iopl", "kexec_file_load", "kexec_load", "lookup_dcookie", "nfsservctl",
    "query_module", "quotactl", "quotactl_fd", "reboot", "setdomainname", "sethostname", "settimeofday", "stime",
    "swapoff", "swapon", "sysfs", "syslog", "uselib", "ustat", "vhangup", "vserver",
    /* would place memory, or hide it from the kernel */
    "mbind", "memfd_secret", "migrate_pages", "move_pages", "set_mempolicy", "set_mempolicy_home_node",
    /* 16-bit segments: years of holes, no user */
    "modify_ldt"};

/* What terminals, files and Java's NetworkInterface ask for. TIOCSTI and TIOCLINUX (typing for others) are not here. */
static const unsigned ioctls[] = {
    FIONREAD,
    FIONBIO,
    FIOASYNC,
    FIOCLEX,
    FIONCLEX,
    TCGETS,
    TCSETS,
    TCSETSW,
    TCSETSF,
    TCGETA,
    TCSETA,
    TCSETAW,
    TCSETAF,
    TCGETS2,
    TCSETS2,
    TCSETSW2,
    TCSETSF2,
    TCSBRK,
    TCSBRKP,
    TCXONC,
    TCFLSH,
    TIOCOUTQ,
    TIOCEXCL,
    TIOCNXCL,
    TIOCGEXCL,
    TIOCGPGRP,
    TIOCSPGRP,
    TIOCGSID,
    TIOCSCTTY,
    TIOCNOTTY,
    TIOCGWINSZ,
    TIOCSWINSZ,
    TIOCPKT,
    TIOCGPKT,
    TIOCGPTN,
    TIOCSPTLCK,
    TIOCGPTLCK,
    TIOCGPTPEER,
    TIOCMGET,
    0x2 /* FIGETBSZ */,
    0x80086601 /* FS_IOC_GETFLAGS */,
    0x8905 /* SIOCATMARK */,
    0x8912 /* SIOCGIFCONF */,
    0x8910 /* SIOCGIFNAME */,
    0x8913 /* SIOCGIFFLAGS */,
    0x8915 /* SIOCGIFADDR */,
    0x8917 /* SIOCGIFDSTADDR */,
    0x8919 /* SIOCGIFBRDADDR */,
    0x891b /* SIOCGIFNETMASK */,
    0x8921 /* SIOCGIFMTU */,
    0x8927 /* SIOCGIFHWADDR */,
    0x8933 /* SIOCGIFINDEX */
};

static const struct {
    int family, type, protocol;
} sockets[] = {
    {AF_UNIX, SOCK_STREAM, 0},          {AF_UNIX, SOCK_DGRAM, 0},           {AF_UNIX, SOCK_SEQPACKET, 0},
    {AF_INET, SOCK_STREAM, 0},          {AF_INET, SOCK_DGRAM, 0},           {AF_INET, SOCK_STREAM, IPPROTO_TCP},
    {AF_INET6, SOCK_STREAM, 0},         {AF_INET6, SOCK_DGRAM, 0},          {AF_INET6, SOCK_STREAM, IPPROTO_TCP},
    {AF_INET, SOCK_DGRAM, IPPROTO_UDP}, {AF_INET6, SOCK_DGRAM, IPPROTO_UDP}};

/* CLONE_NEWTIME is no flag of clone: its bit is part of the exit signal there. */
#define CLONE_NAMESPACES                                                                                               \
    ((uint64_t)(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |           \
                CLONE_NEWNET))

static bool add_named(scmp_filter_ctx filter, uint32_t action, const char *const *calls, size_t count) {
    for (size_t at = 0; at < count; at++) {
        /* A call that this libseccomp does not know cannot be named: it falls to the default and answers ENOSYS. */
        int number = seccomp_syscall_resolve_name(calls[at]);
        if (number != __NR_SCMP_ERROR && seccomp_rule_add(filter, action, number, 0) < 0)
            return false;
    }
    return true;
}

/* Families are named one by one: no VSOCK, netlink, packet, key or alg socket. Raw sockets are not among the types. */
static bool add_sockets(scmp_filter_ctx filter) {
    for (size_t at = 0; at < COUNT(sockets); at++) {
        /* The upper bits of the type are flags such as SOCK_CLOEXEC. */
        struct scmp_arg_cmp family = SCMP_A0(SCMP_CMP_MASKED_EQ, LOW32, (uint64_t)sockets[at].family);
        struct scmp_arg_cmp type = SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, (uint64_t)sockets[at].type);
        struct scmp_arg_cmp protocol = SCMP_A2(SCMP_CMP_MASKED_EQ, LOW32, (uint64_t)sockets[at].protocol);
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 3, family, type, protocol) < 0)
            return false;
    }
    struct scmp_arg_cmp unix_only = SCMP_A0(SCMP_CMP_MASKED_EQ, LOW32, AF_UNIX);
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 1, unix_only) < 0)
        return false;
    /* The errno that programs expect of a family that is not there; any other number gets the default. */
    for (uint64_t family = 0; family < 64; family++) {
        struct scmp_arg_cmp same = SCMP_A0(SCMP_CMP_MASKED_EQ, LOW32, family);
        uint32_t action = SCMP_ACT_ERRNO(EAFNOSUPPORT);
        if (family != AF_UNIX && seccomp_rule_add(filter, action, SCMP_SYS(socketpair), 1, same) < 0)
            return false;
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6 &&
            seccomp_rule_add(filter, action, SCMP_SYS(socket), 1, same) < 0)
            return false;
    }
    return true;
}

/* Advice to forget a file's pages would slow down all others who read it; a program loses nothing without. */
static bool add_file_advice(scmp_filter_ctx filter) {
    static const int kinds[] = {POSIX_FADV_NORMAL,   POSIX_FADV_RANDOM,  POSIX_FADV_SEQUENTIAL,
                                POSIX_FADV_WILLNEED, POSIX_FADV_NOREUSE, POSIX_FADV_DONTNEED};
    for (size_t at = 0; at < COUNT(kinds); at++) {
        struct scmp_arg_cmp kind = SCMP_A3(SCMP_CMP_MASKED_EQ, LOW32, (uint64_t)kinds[at]);
        uint32_t action = kinds[at] == POSIX_FADV_DONTNEED ? SCMP_ACT_ERRNO(0) : SCMP_ACT_ALLOW;
        if (seccomp_rule_add(filter, action, SCMP_SYS(fadvise64), 1, kind) < 0)
            return false;
    }
    return true;
}

static bool add_ioctls(scmp_filter_ctx filter) {
    for (size_t at = 0; at < COUNT(ioctls); at++) {
        struct scmp_arg_cmp request = SCMP_A1(SCMP_CMP_MASKED_EQ, LOW32, ioctls[at]);
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, request) < 0)
            return false;
    }
    static const struct {
        unsigned request;
        int answer;
    } refused[] = {{TIOCSTI, EPERM},
                   {TIOCLINUX, EPERM},
                   {TIOCCONS, EPERM},
                   {TIOCSETD, EPERM},
                   {0x40049409 /* FICLONE, which cp tries first */, EOPNOTSUPP}};
    for (size_t at = 0; at < COUNT(refused); at++) {
        struct scmp_arg_cmp request = SCMP_A1(SCMP_CMP_MASKED_EQ, LOW32, refused[at].request);
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)refused[at].answer), SCMP_SYS(ioctl), 1, request) < 0)
            return false;
    }
    return true;
}

static bool add_processes(scmp_filter_ctx filter) {
    /*
     * clone3 stays at the default, ENOSYS: it takes its flags from memory, which a filter cannot read, and libc falls
     * back to clone.
     */
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NAMESPACES, 0)) <
        0)
        return false;
    /* One rule per flag, as rules of one call are alternatives. A user namespace would give capabilities in it. */
    for (uint64_t flag = 1; flag <= CLONE_NAMESPACES; flag <<= 1) {
        if ((flag & CLONE_NAMESPACES) != 0 && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                                               SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)) < 0)
            return false;
        if (((flag & CLONE_NAMESPACES) != 0 || flag == CLONE_NEWTIME) &&
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 1,
                             SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)) < 0)
            return false;
    }
    uint64_t harmless = CLONE_FILES | CLONE_FS | CLONE_SYSVSEM;
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(unshare), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, ~harmless, 0)) < 0)
        return false;
    /* Plain Linux, and asking what it is: other personalities turn protections off (address randomisation, mmap 0). */
    static const uint64_t personalities[] = {0, LOW32};
    for (size_t at = 0; at < COUNT(personalities); at++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(personality), 1,
                             SCMP_A0(SCMP_CMP_MASKED_EQ, LOW32, personalities[at])) < 0)
            return false;
    return true;
}

/*
 * All limits may be lowered but that of core dumps, which must stay at 1 byte. Where the host pipes core dumps to a
 * program, as systemd and apport do, 1 is the one value that keeps the kernel from starting that program, as root and
 * outside of the box, on a dump of the attacker's making; 0 does not (core(5), "piping core dumps to a program";
 * CVE-2022-4415).
 */
static bool add_resource_limits(scmp_filter_ctx filter) {
    for (uint64_t resource = 0; resource < RLIM_NLIMITS; resource++) {
        struct scmp_arg_cmp first = SCMP_A0(SCMP_CMP_MASKED_EQ, LOW32, resource);
        struct scmp_arg_cmp second = SCMP_A1(SCMP_CMP_MASKED_EQ, LOW32, resource);
        bool core = resource == RLIMIT_CORE;
        uint32_t action = core ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW;
        if (seccomp_rule_add(filter, action, SCMP_SYS(setrlimit), 1, first) < 0 ||
            seccomp_rule_add(filter, action, SCMP_SYS(prlimit64), 2, second, SCMP_A2(SCMP_CMP_NE, 0)) < 0 ||
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, second, SCMP_A2(SCMP_CMP_EQ, 0)) < 0)
            return false;
    }
    return true;
}

/* The compiled form, read back through a file because libseccomp writes it to a descriptor. */
static bool print_filter(scmp_filter_ctx filter) {
    FILE *file = tmpfile();
    if (file == NULL || seccomp_export_bpf(filter, fileno(file)) < 0)
        return false;
    rewind(file);
    printf("/* Generated from generate/seccomp.c: do not edit. */\n#include \"filter.h\"\n\n"
           "static struct sock_filter steps[] = {\n");
    struct sock_filter step;
    size_t count = 0;
    for (; fread(&step, sizeof step, 1, file) == 1; count++)
        printf("    {0x%04x, %u, %u, 0x%08x},\n", step.code, step.jt, step.jf, step.k);
    printf("};\n\nconst struct sock_fprog system_call_filter = {sizeof steps / sizeof steps[0], steps};\n");
    fclose(file);
    return count > 0 && count <= BPF_MAXINSNS && fflush(stdout) == 0;
}

int main(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    /* A binary tree over the call numbers, as a chain would cost every call some hundred comparisons. */
    bool done = filter != NULL && seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
                seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                add_named(filter, SCMP_ACT_ALLOW, allowed, COUNT(allowed)) &&
                add_named(filter, SCMP_ACT_ERRNO(0), ignored, COUNT(ignored)) &&
                add_named(filter, SCMP_ACT_ERRNO(EPERM), denied, COUNT(denied)) && add_sockets(filter) &&
                add_file_advice(filter) && add_ioctls(filter) && add_processes(filter) && add_resource_limits(filter) &&
                print_filter(filter);
    if (!done)
        fprintf(stderr, "cannot compile the seccomp filter: libseccomp 2.5 or later is needed\n");
    seccomp_release(filter);
    return done ? 0 : 1;
}
