/*
 * Makes the system calls that a box must refuse, each in a child of its own, and prints those that were not refused.
 * Exit status 0: all were. The arguments are such that a call which is let through succeeds or fails otherwise.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <linux/vm_sockets.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define UPPER (UINT64_C(1) << 32)
#define X32 0x40000000

static union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
static struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .exclude_kernel = 1};
static char scratch[4096];
static uint64_t clone3_arguments[8] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};

#define P(pointer) ((uint64_t)(uintptr_t)(pointer))

static const struct {
    const char *name;
    long number;
    uint64_t arguments[6];
    int answer; /* errno */
} calls[] = {
    {"bpf", SYS_bpf, {BPF_MAP_CREATE, P(&map), sizeof map}, EPERM},
    {"io_uring_setup", SYS_io_uring_setup, {8, P(scratch)}, EPERM},
    {"io_uring_enter", SYS_io_uring_enter, {0}, EPERM},
    {"io_uring_register", SYS_io_uring_register, {0}, EPERM},
    {"userfaultfd", SYS_userfaultfd, {1 /* UFFD_USER_MODE_ONLY */}, EPERM},
    {"perf_event_open", SYS_perf_event_open, {P(&event), 0, -1ull, -1ull, 0}, EPERM},
    {"keyctl", SYS_keyctl, {0, -3ull, 1}, EPERM},
    {"add_key", SYS_add_key, {P("user"), P("kiln"), P("x"), 1, -3ull}, EPERM},
    {"request_key", SYS_request_key, {P("user"), P("kiln"), 0, -3ull}, EPERM},
    {"ptrace", SYS_ptrace, {0}, EPERM},
    {"process_vm_readv", SYS_process_vm_readv, {0}, EPERM},
    {"process_vm_writev", SYS_process_vm_writev, {0}, EPERM},
    {"pidfd_getfd", SYS_pidfd_getfd, {0}, EPERM},
    {"kcmp", SYS_kcmp, {0}, EPERM},
    {"mount", SYS_mount, {P("tmpfs"), P("/tmp"), P("tmpfs"), 0, 0}, EPERM},
    {"umount2", SYS_umount2, {P("/tmp"), 2}, EPERM},
    {"pivot_root", SYS_pivot_root, {P("/tmp"), P("/tmp")}, EPERM},
    {"chroot", SYS_chroot, {P("/tmp")}, EPERM},
    {"setns", SYS_setns, {0, 0}, EPERM},
    {"open_tree", SYS_open_tree, {-100ull, P("/"), 0}, EPERM},
    {"fsopen", SYS_fsopen, {P("tmpfs"), 0}, EPERM},
    {"open_by_handle_at", SYS_open_by_handle_at, {0}, EPERM},
    {"name_to_handle_at", SYS_name_to_handle_at, {0}, EPERM},
    {"fanotify_init", SYS_fanotify_init, {0}, EPERM},
    {"kexec_load", SYS_kexec_load, {0}, EPERM},
    {"init_module", SYS_init_module, {0}, EPERM},
    {"finit_module", SYS_finit_module, {0}, EPERM},
    {"syslog", SYS_syslog, {10}, EPERM},
    {"acct", SYS_acct, {0}, EPERM},
    {"swapon", SYS_swapon, {0}, EPERM},
    {"reboot", SYS_reboot, {0}, EPERM},
    {"sethostname", SYS_sethostname, {P("x"), 1}, EPERM},
    {"clock_settime", SYS_clock_settime, {0}, EPERM},
    {"adjtimex", SYS_adjtimex, {P(scratch)}, EPERM},
    {"quotactl", SYS_quotactl, {0}, EPERM},
    {"modify_ldt", SYS_modify_ldt, {0, P(scratch), 16}, EPERM},
    {"mbind", SYS_mbind, {0}, EPERM},
    {"memfd_secret", 447, {0}, EPERM},
    {"clone3", SYS_clone3, {P(clone3_arguments), 64}, ENOSYS},
    {"a call that does not exist yet", 1023, {0}, ENOSYS},
    {"unshare user", SYS_unshare, {CLONE_NEWUSER}, EPERM},
    {"unshare user and fs", SYS_unshare, {CLONE_NEWUSER | CLONE_FS}, EPERM},
    {"unshare time", SYS_unshare, {0x80}, EPERM},
    {"unshare mount", SYS_unshare, {CLONE_NEWNS}, EPERM},
    {"unshare unknown", SYS_unshare, {UPPER}, ENOSYS},
    {"clone user", SYS_clone, {CLONE_NEWUSER | SIGCHLD}, EPERM},
    {"clone user, upper bits", SYS_clone, {UPPER | CLONE_NEWUSER | SIGCHLD}, EPERM},
    {"clone net", SYS_clone, {CLONE_NEWNET | SIGCHLD}, EPERM},
    {"clone pid and mount", SYS_clone, {CLONE_NEWPID | CLONE_NEWNS | SIGCHLD}, EPERM},
    {"personality", SYS_personality, {ADDR_NO_RANDOMIZE}, ENOSYS},
    {"personality, upper bits", SYS_personality, {UPPER | ADDR_NO_RANDOMIZE}, ENOSYS},
    {"core dumps", SYS_prlimit64, {0, RLIMIT_CORE, P(scratch), 0}, EPERM},
    {"core dumps, upper bits", SYS_prlimit64, {0, UPPER | RLIMIT_CORE, P(scratch), 0}, EPERM},
    {"core dumps, the old way", SYS_setrlimit, {RLIMIT_CORE, P(scratch)}, EPERM},
    {"core dumps, the old way, upper bits", SYS_setrlimit, {UPPER | RLIMIT_CORE, P(scratch)}, EPERM},
    {"vsock", SYS_socket, {AF_VSOCK, SOCK_STREAM, 0}, EAFNOSUPPORT},
    {"vsock, upper bits", SYS_socket, {UPPER | AF_VSOCK, SOCK_STREAM, 0}, EAFNOSUPPORT},
    {"netlink", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}, EAFNOSUPPORT},
    {"netlink, upper bits", SYS_socket, {UPPER | AF_NETLINK, SOCK_RAW, 0}, EAFNOSUPPORT},
    {"netlink datagram", SYS_socket, {AF_NETLINK, SOCK_DGRAM, 0}, EAFNOSUPPORT},
    {"packet", SYS_socket, {AF_PACKET, SOCK_DGRAM, 0}, EAFNOSUPPORT},
    {"alg", SYS_socket, {AF_ALG, SOCK_SEQPACKET, 0}, EAFNOSUPPORT},
    {"a family of the far future", SYS_socket, {77, SOCK_STREAM, 0}, ENOSYS},
    {"raw", SYS_socket, {AF_INET, SOCK_RAW, 1}, ENOSYS},
    {"raw, flags and upper bits", SYS_socket, {UPPER | AF_INET, UPPER | SOCK_RAW | SOCK_CLOEXEC, 1}, ENOSYS},
    {"ping socket", SYS_socket, {AF_INET, SOCK_DGRAM, 1}, ENOSYS},
    {"sctp", SYS_socket, {AF_INET, SOCK_STREAM, 132}, ENOSYS},
    {"vsock pair", SYS_socketpair, {AF_VSOCK, SOCK_STREAM, 0, P(scratch)}, EAFNOSUPPORT},
    {"vsock pair, upper bits", SYS_socketpair, {UPPER | AF_VSOCK, SOCK_STREAM, 0, P(scratch)}, EAFNOSUPPORT},
    {"TIOCSTI", SYS_ioctl, {0, TIOCSTI, P("x")}, EPERM},
    {"TIOCSTI, upper bits", SYS_ioctl, {0, UPPER | TIOCSTI, P("x")}, EPERM},
    {"TIOCSTI, all upper bits", SYS_ioctl, {0, 0xffffffff00000000 | TIOCSTI, P("x")}, EPERM},
    {"TIOCLINUX", SYS_ioctl, {0, TIOCLINUX, P(scratch)}, EPERM},
    {"TIOCLINUX, upper bits", SYS_ioctl, {0, UPPER | TIOCLINUX, P(scratch)}, EPERM},
    {"TIOCSETD", SYS_ioctl, {0, TIOCSETD, P(scratch)}, EPERM},
    {"an ioctl nobody listed", SYS_ioctl, {0, 0xdeadbeef, 0}, ENOSYS},
};

static int problems;

static void complain(const char *name, const char *variant, const char *found) {
    printf("%s%s: %s\n", name, variant, found);
    problems++;
}

/* Exit status of the child that makes the call: 0 refused as it must be, 1 not so; a signal: killed by the filter. */
static int attempt(size_t at, long number) {
    pid_t child = fork();
    if (child == 0) {
        const uint64_t *a = calls[at].arguments;
        pid_t self = getpid();
        long result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        if (getpid() != self)
            _exit(0); /* the child of a clone that was let through: its parent tells */
        _exit(result == -1 && errno == calls[at].answer ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    return status;
}

#ifdef __x86_64__
/* The 32-bit way into the kernel: numbers are those of i386. */
static int attempt_int80(int number) {
    pid_t child = fork();
    if (child == 0) {
        long result;
        __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(0), "c"(0), "d"(0) : "memory");
        _exit(1);
    }
    int status;
    waitpid(child, &status, 0);
    return status;
}

static void try_other_architectures(void) {
    for (size_t at = 0; at < sizeof calls / sizeof calls[0]; at++) {
        int status = attempt(at, calls[at].number | X32);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
            complain(calls[at].name, " through x32", "not killed");
    }
    /* getpid, mount, ptrace, socketcall, clone, keyctl, unshare, bpf, io_uring_setup, clone3 */
    static const int numbers[] = {20, 21, 26, 102, 120, 288, 310, 357, 425, 435};
    for (size_t at = 0; at < sizeof numbers / sizeof numbers[0]; at++) {
        int status = attempt_int80(numbers[at]);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
            complain("int 0x80", "", "not killed");
    }
}
#endif

int main(void) {
    /* A terminal as standard input, so that terminal requests reach one. */
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) < 0 || unlockpt(terminal) < 0 || dup2(terminal, 0) < 0) {
        printf("no terminal\n");
        return 2;
    }
    for (size_t at = 0; at < sizeof calls / sizeof calls[0]; at++) {
        if (attempt(at, calls[at].number) != 0)
            complain(calls[at].name, "", "not refused");
        /* The kernel cuts call numbers to 32 bits; the filter has to see what the kernel sees. */
        if (attempt(at, (long)(UPPER | (uint64_t)calls[at].number)) != 0)
            complain(calls[at].name, ", number with upper bits", "not refused");
    }
#ifdef __x86_64__
    try_other_architectures();
#endif
    printf("%zu calls, %d problems\n", sizeof calls / sizeof calls[0], problems);
    return problems == 0 ? 0 : 1;
}
