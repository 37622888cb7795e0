/*
 * Inside a box. The launcher's child comes here with the host's root rights, but in fresh pid, ipc, net, uts and mount
 * namespaces. It uses the rights for what only they can do, in this order, and loses them step by step:
 *
 *   keyring      a new session keyring, as keys are not covered by any namespace
 *   files        /proc, /tmp, /dev/shm, /dev/pts, which must belong to this run's namespaces
 *   network      the loopback device up; there is no other
 *   oom score    first to be killed when the host runs short
 *   rlimits      hard limits up to what later requests may ask for; afterwards they only go down
 *   its leaf     wait until the launcher has moved it there, which on version 1 takes as long as all of the above; then
 *                a cgroup namespace, so that the leaf looks like the top
 *   user         into the box's user namespace: from here on it is nobody on the host, though root in the namespace
 *   seccomp      now, as nothing that follows needs a denied call; no_new_privs before it
 *
 * Then it splits. The child becomes the program: groups, gid, uid, all capability sets empty, then it waits for a
 * request and executes it. The parent becomes the reaper, another user without capabilities: it waits for the child and
 * says how it ended. When the reaper ends, or is killed, the kernel kills all that is left in its pid namespace.
 */
#include "inside.h"

#include "filter.h"
#include "fresh.h"
#include "report.h"
#include "request.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int notices;

static void tell(enum notice_kind kind, int value, const char *step) {
    struct notice notice = {.kind = kind, .value = value};
    snprintf(notice.step, sizeof notice.step, "%s", step);
    while (write(notices, &notice, sizeof notice) < 0 && errno == EINTR)
        ;
}

/* Our failure, never the program's. */
static _Noreturn void give_up(const char *step) {
    tell(NOTICE_FAILED, errno, step);
    _exit(1);
}

static bool read_whole(int descriptor, void *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        ssize_t got = read(descriptor, (char *)bytes + at, length - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

/* ---- with the host's rights ---- */

static void renew_keyring(void) {
    if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 && errno != ENOSYS)
        give_up("make a session keyring");
}

static void raise_loopback(void) {
    struct ifreq device = {.ifr_name = "lo"};
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (any < 0 || ioctl(any, SIOCGIFFLAGS, &device) < 0)
        give_up("find the loopback device");
    device.ifr_flags |= IFF_UP;
    if (ioctl(any, SIOCSIFFLAGS, &device) < 0)
        give_up("raise the loopback device");
    close(any);
}

static void offer_to_the_oom_killer(void) {
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, "1000", 4) != 4)
        give_up("set the oom score");
    close(file);
}

/* Needs CAP_SYS_RESOURCE, which a container may lack: then the limits that the launcher was started with bound ours. */
static void raise_hard_limits(void) {
    static const int raised[] = {RLIMIT_CORE, RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_STACK, RLIMIT_NPROC};
    for (size_t at = 0; at < sizeof raised / sizeof raised[0]; at++) {
        struct rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};
        if (prlimit(0, (__rlimit_resource_t)raised[at], &unlimited, NULL) < 0 && errno != EPERM)
            give_up("raise a hard limit");
    }
}

/* Soft and hard limit at once, so that the program cannot raise it again; never above what we may give. */
static void limit(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit old;
    if (getrlimit((__rlimit_resource_t)resource, &old) < 0)
        give_up("read a limit");
    rlim_t most = hard < old.rlim_max ? hard : old.rlim_max;
    struct rlimit lower = {soft < most ? soft : most, most};
    if (setrlimit((__rlimit_resource_t)resource, &lower) < 0)
        give_up("set a limit");
}

/* Limits that no request changes. */
static void set_fixed_limits(void) {
    static const struct {
        int resource;
        uint64_t most;
    } fixed[] = {
        {RLIMIT_CORE, 1},      /* bytes: no core dump, to a file or to a program of the host; see generate/seccomp.c */
        {RLIMIT_NOFILE, 4096}, /* descriptors; the JVM takes all that the hard limit gives */
        {RLIMIT_MEMLOCK, 8 << 20}, /* bytes that cannot be paged out */
        {RLIMIT_MSGQUEUE, 819200}, /* bytes of POSIX message queues */
        {RLIMIT_SIGPENDING, 4096}, /* queued signals */
        {RLIMIT_RTPRIO, 0},        /* no real-time priority */
        {RLIMIT_NICE, 0},          /* niceness cannot be lowered */
    };
    for (size_t at = 0; at < sizeof fixed / sizeof fixed[0]; at++)
        limit(fixed[at].resource, fixed[at].most, fixed[at].most);
}

static void await_leaf(int request) {
    char moved;
    if (!read_whole(request, &moved, 1))
        _exit(1); /* the launcher is gone */
    if (unshare(CLONE_NEWCGROUP) < 0)
        give_up("make a cgroup namespace");
}

/* ---- losing them ---- */

static void load_filter(void) {
    /* Without no_new_privs a set-uid program could be started under a filter that it does not expect. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        give_up("set no_new_privs");
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &system_call_filter) < 0)
        give_up("load the seccomp filter");
}

/*
 * Groups before gid before uid, as each needs a capability that the next step may take. The capability sets are emptied
 * by name afterwards: changing from a uid that the namespace does not map does not clear them. The bounding set goes
 * first, as dropping from it needs CAP_SETPCAP.
 */
static void become(uid_t user) {
    if (setgroups(0, NULL) < 0 || setresgid(user, user, user) < 0 || setresuid(user, user, user) < 0)
        give_up("change the user");
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0)
            give_up("empty the bounding set");
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0)
        give_up("empty the ambient set");
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    if (syscall(SYS_capset, &header, none) < 0)
        give_up("drop capabilities");
}

/* ---- the program ---- */

/* Never RLIMIT_AS: the JVM, Node and Go reserve far more address space than they use. Memory is the leaf's. */
static void set_limits(const struct limits *limits) {
    /* Behind the leaf's count, in whole seconds and per process: only if the launcher were stopped. */
    uint64_t seconds = limits->cpu_millis / 1000 + 2;
    limit(RLIMIT_CPU, seconds, seconds + 1);
    limit(RLIMIT_FSIZE, limits->file_bytes, limits->file_bytes);
    limit(RLIMIT_STACK, limits->stack_bytes, limits->stack_bytes);
    limit(RLIMIT_NPROC, limits->processes, limits->processes); /* behind the leaf's limit */
}

/* What execvp would do, without its habit of handing what it does not know to a shell. */
static void execute(const struct request *request) {
    const char *name = request->arguments[0], *path = "/usr/local/bin:/usr/bin:/bin";
    if (strchr(name, '/') != NULL) {
        execve(name, request->arguments, request->environment);
        return;
    }
    for (size_t at = 0; at < request->environment_count; at++)
        if (strncmp(request->environment[at], "PATH=", 5) == 0)
            path = request->environment[at] + 5;
    int problem = ENOENT;
    while (*path != '\0') {
        char candidate[PATH_MAX];
        size_t length = strcspn(path, ":");
        /* Relative entries are passed over: the work folder must not decide what `python3` is. */
        if (path[0] == '/' &&
            (size_t)snprintf(candidate, sizeof candidate, "%.*s/%s", (int)length, path, name) < sizeof candidate) {
            execve(candidate, request->arguments, request->environment);
            if (errno != ENOENT && errno != ENOTDIR)
                problem = errno;
        }
        path += length + (path[length] == ':');
    }
    errno = problem;
}

static void connect_streams(const struct inside_ends *ends) {
    if (dup2(ends->input, STDIN_FILENO) < 0 || dup2(ends->output, STDOUT_FILENO) < 0 ||
        dup2(ends->error, STDERR_FILENO) < 0)
        give_up("connect the standard streams");
    /* All that the launcher had open, close-on-exec or not, ends here. Marked, not closed: exec may have to tell. */
    if (close_range(3, ~0u, CLOSE_RANGE_CLOEXEC) < 0)
        give_up("close descriptors");
}

static _Noreturn void program(const struct inside_ends *ends) {
    setsid();
    /* Before the change of user: an earlier run may have closed the folder to its own user. */
    if (chdir("/work") < 0)
        give_up("enter the work folder");
    become(PROGRAM_ID);
    connect_streams(ends);
    tell(NOTICE_READY, 0, "program");

    uint32_t length;
    if (!read_whole(ends->request, &length, sizeof length))
        _exit(1); /* the box is taken down without a run */
    uint8_t *fields = malloc(length);
    struct request request;
    if (fields == NULL || !read_whole(ends->request, fields, length) || request_parse(&request, fields, length) != NULL)
        give_up("read the request");
    set_limits(&request.limits);
    execute(&request);
    tell(NOTICE_EXEC_FAILED, errno, "exec");
    _exit(127);
}

/* ---- the reaper ---- */

static _Noreturn void reap(pid_t main_process, const struct inside_ends *ends) {
    become(0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    /* Changing the user forgets this, so it comes after. The launcher may have died before: then its pipe has ended. */
    struct pollfd lifeline = {.fd = ends->request, .events = 0};
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
        give_up("tie the run to the launcher");
    if (poll(&lifeline, 1, 0) < 0 || (lifeline.revents & POLLHUP) != 0)
        _exit(1);
    const int unneeded[] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, ends->input,
                            ends->output, ends->error,   ends->request};
    for (size_t at = 0; at < sizeof unneeded / sizeof unneeded[0]; at++)
        close(unneeded[at]);
    tell(NOTICE_READY, 0, "reaper");
    for (;;) {
        int status;
        pid_t ended = waitpid(-1, &status, 0);
        if (ended < 0 && errno != EINTR)
            give_up("wait for the program");
        if (ended == main_process) {
            tell(NOTICE_ENDED, status, "");
            _exit(0); /* and with process 1 go all others */
        }
    }
}

/* The launcher's own descriptors: among them is the other end of our lifeline, which would never end if we held it. */
static void close_others(const struct box *box, const struct inside_ends *ends) {
    const int kept[] = {ends->request, ends->notices, ends->input, ends->output, ends->error, box->user_namespace};
    for (unsigned from = 3;;) {
        unsigned next = ~0u;
        for (size_t at = 0; at < sizeof kept / sizeof kept[0]; at++)
            if ((unsigned)kept[at] >= from && (unsigned)kept[at] < next)
                next = (unsigned)kept[at];
        if (next > from && close_range(from, next == ~0u ? ~0u : next - 1, 0) < 0)
            give_up("close descriptors");
        if (next == ~0u)
            return;
        from = next + 1;
    }
}

/* What exec would pass on of the launcher's way with signals. */
static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn void inside_main(const struct box *box, const struct inside_ends *ends) {
    notices = ends->notices;
    close_others(box, ends);
    reset_signals();
    renew_keyring();
    const char *failed = fresh_mount(box->options->work_bytes);
    if (failed != NULL)
        give_up(failed);
    if (sethostname("box", 3) < 0)
        give_up("set the host name");
    raise_loopback();
    offer_to_the_oom_killer();
    raise_hard_limits();
    set_fixed_limits();
    await_leaf(ends->request);
    if (setns(box->user_namespace, CLONE_NEWUSER) < 0)
        give_up("enter the user namespace");
    close(box->user_namespace);
    load_filter();

    pid_t main_process = fork();
    if (main_process < 0)
        give_up("fork");
    if (main_process == 0)
        program(ends);
    reap(main_process, ends);
}
