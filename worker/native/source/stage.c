/*
 * Making namespaces and moving a process into version 1 groups takes milliseconds; starting a program in them then
 * takes only a request over a pipe. So a stage is made while nobody waits.
 */
#include "stage.h"

#include "input.h"
#include "inside.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Longer than any preparation takes, shorter than a worker's patience. */
#define PREPARE_MILLIS 10000

static void write_map(pid_t process, const char *name, const struct identity *identity) {
    char path[64], map[64];
    snprintf(path, sizeof path, "/proc/%d/%s", process, name);
    int length = snprintf(map, sizeof map, "0 %u 1\n%d %u 1\n", identity->reaper, PROGRAM_ID, identity->program);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, map, (size_t)length) != length)
        fail("cannot map users into the box: %s: the launcher needs CAP_SETUID and CAP_SETGID", strerror(errno));
    close(file);
}

/*
 * The kernel counts some objects (inotify instances, bytes of message queues, queued signals, locked memory) per user, and
 * each once more for the user who made the user namespace. Were that root, one box could use up what root and all other
 * boxes may have (namespaces(7), /proc/sys/user). So it is the slot's own user.
 */
void stage_make_user_namespace(struct box *box) {
    struct clone_args arguments = {.flags = CLONE_NEWUSER, .exit_signal = SIGCHLD};
    if (setresuid((uid_t)-1, box->identity.reaper, (uid_t)-1) < 0)
        fail("cannot become a user of the slot: %s: the launcher needs CAP_SETUID", strerror(errno));
    pid_t holder = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
    int problem = errno;
    if (holder != 0 && setresuid((uid_t)-1, 0, (uid_t)-1) < 0)
        fail("cannot become root again: %s", strerror(errno));
    errno = problem;
    if (holder < 0)
        fail("cannot make a user namespace: %s: see /proc/sys/user/max_user_namespaces", strerror(errno));
    if (holder == 0)
        for (;;)
            pause();
    char path[64];
    write_map(holder, "uid_map", &box->identity);
    write_map(holder, "gid_map", &box->identity);
    snprintf(path, sizeof path, "/proc/%d/ns/user", holder);
    box->user_namespace = open(path, O_RDONLY | O_CLOEXEC);
    if (box->user_namespace < 0)
        fail("cannot open the user namespace: %s", strerror(errno));
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
}

/* Output pipes belong to the program's user, so that it can open /dev/stdout and /dev/stderr again. */
static bool make_pipes(const struct box *box, int request[2], int notice[2], int output[2], int error[2]) {
    bool made = pipe2(request, O_CLOEXEC) == 0 && pipe2(notice, O_CLOEXEC) == 0;
    setfsgid(box->identity.program);
    setfsuid(box->identity.program);
    made = made && pipe2(output, O_CLOEXEC) == 0 && pipe2(error, O_CLOEXEC) == 0;
    setfsuid(0);
    setfsgid(0);
    return made;
}

static void close_all(const int *descriptors, size_t count) {
    for (size_t at = 0; at < count; at++)
        if (descriptors[at] >= 0)
            close(descriptors[at]);
}

static pid_t give_birth(struct box *box, const struct inside_ends *ends) {
    int leaf = cgroups_birth(&box->cgroups);
    struct clone_args arguments = {
        .flags = CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWNS | CLONE_PIDFD,
        .pidfd = (__u64)(uintptr_t)&box->stage.reaper_pidfd,
        .exit_signal = SIGCHLD,
    };
    if (leaf >= 0) {
        arguments.flags |= CLONE_INTO_CGROUP;
        arguments.cgroup = (__u64)leaf;
    }
    pid_t reaper = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
    if (reaper == 0)
        inside_main(box, ends);
    return reaper;
}

bool stage_notice(const struct stage *stage, struct notice *notice, int wait_millis) {
    struct pollfd readable = {.fd = stage->notices, .events = POLLIN};
    int answer;
    do
        answer = poll(&readable, 1, wait_millis);
    while (answer < 0 && errno == EINTR);
    if (answer <= 0)
        return false;
    return read(stage->notices, notice, sizeof *notice) == (ssize_t)sizeof *notice;
}

/* The leaf, then the word that it may go on, then both of its processes ready. */
static const char *settle(struct box *box, char complaint[128]) {
    if (cgroups_birth(&box->cgroups) < 0) {
        const char *problem = cgroups_enter(&box->cgroups, box->stage.reaper);
        if (problem != NULL)
            return problem;
    }
    if (write(box->stage.request, "", 1) != 1)
        return "a process of the box died";
    for (int ready = 0; ready < 2; ready++) {
        struct notice notice;
        if (!stage_notice(&box->stage, &notice, PREPARE_MILLIS))
            return "a process of the box died or hangs";
        if (notice.kind != NOTICE_READY) {
            snprintf(complaint, 128, "cannot %.63s: %.48s", notice.step, strerror(notice.value));
            return complaint;
        }
    }
    return NULL;
}

bool stage_prepare(struct box *box) {
    /* request, notices, output, error; -1 where not made */
    int pipes[4][2] = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
    char complaint[128];
    const char *problem = input_make(box);
    if (problem == NULL)
        problem = cgroups_make_leaf(&box->cgroups);
    if (problem == NULL && !make_pipes(box, pipes[0], pipes[1], pipes[2], pipes[3]))
        problem = "cannot make the pipes of a run";
    if (problem != NULL) {
        close_all(pipes[0], 8);
        cgroups_remove_leaf(&box->cgroups);
        report_refusal("system", "%s: %s", problem, strerror(errno));
        return false;
    }
    struct inside_ends ends = {pipes[0][0], pipes[1][1], box->input, pipes[2][1], pipes[3][1]};
    box->stage = (struct stage){
        .ready = true,
        .request = pipes[0][1],
        .notices = pipes[1][0],
        .output = {pipes[2][0], pipes[3][0]},
        .reaper_pidfd = -1,
    };
    box->stage.reaper = give_birth(box, &ends);
    if (box->stage.reaper < 0)
        problem = strerror(errno);
    const int theirs[] = {ends.request, ends.notices, ends.output, ends.error};
    close_all(theirs, 4);
    if (problem == NULL)
        problem = settle(box, complaint);
    if (problem == NULL)
        return true;
    stage_discard(box);
    report_refusal("system", "cannot prepare a run: %s", problem);
    return false;
}

bool stage_alive(const struct stage *stage) {
    struct pollfd ended = {.fd = stage->reaper_pidfd, .events = POLLIN};
    return poll(&ended, 1, 0) == 0;
}

void stage_kill(struct stage *stage) {
    if (stage->reaper <= 0)
        return;
    kill(stage->reaper, SIGKILL);
    /* Returns only when the kernel has killed and collected every other process of the pid namespace. */
    while (waitpid(stage->reaper, NULL, 0) < 0 && errno == EINTR)
        ;
    stage->reaper = 0;
}

void stage_discard(struct box *box) {
    struct stage *stage = &box->stage;
    if (!stage->ready)
        return;
    stage_kill(stage);
    const int ends[] = {stage->reaper_pidfd, stage->request, stage->notices, stage->output[0], stage->output[1]};
    close_all(ends, 5);
    if (!cgroups_remove_leaf(&box->cgroups))
        report_refusal("system", "a process of the run cannot be killed, its cgroup stays");
    *stage = (struct stage){.ready = false};
}
