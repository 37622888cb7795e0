/*
 * The keeper is the one process with rights on the host that lives as long as the box. It opens what it needs of the
 * host (control groups, a user namespace), leaves the host's file system, and then only hears frames.
 */
#include "keeper.h"

#include "frame.h"
#include "input.h"
#include "report.h"
#include "request.h"
#include "root.h"
#include "run.h"
#include "stage.h"
#include "work.h"

#include <errno.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXIT_PROTOCOL 3

/*
 * Host ids of slots, two each. Above what distributions, systemd (up to 0x6fffffff) and the usual ranges of /etc/subuid
 * give out, below 2^31, which some programs take for negative.
 */
#define FIRST_ID 0x70000000u

/* A box that is used once never needs a second stage: it is made only if the worker stays silent for this long. */
#define IDLE_MILLIS 20

/*
 * What the keeper needs from here on: SYS_ADMIN to make namespaces and mounts and to enter the user namespace, NET_ADMIN
 * for the loopback device, SETUID and SETGID to write files as the program's user, KILL for what runs as other users,
 * SYS_RESOURCE (where there is one) for hard limits. Control groups are root's own files. All else goes, for the keeper
 * and all that it starts.
 */
static void drop_unneeded_rights(void) {
    static const int needed[] = {CAP_SYS_ADMIN, CAP_NET_ADMIN, CAP_SETUID, CAP_SETGID, CAP_KILL, CAP_SYS_RESOURCE};
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct held[2], kept[2] = {{0}, {0}};
    if (syscall(SYS_capget, &header, held) < 0)
        fail("cannot read capabilities: %s", strerror(errno));
    for (size_t at = 0; at < sizeof needed / sizeof needed[0]; at++) {
        uint32_t bit = held[CAP_TO_INDEX(needed[at])].permitted & CAP_TO_MASK(needed[at]);
        kept[CAP_TO_INDEX(needed[at])].permitted |= bit;
        kept[CAP_TO_INDEX(needed[at])].effective |= bit;
    }
    if (syscall(SYS_capset, &header, kept) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        fail("cannot drop capabilities: %s", strerror(errno));
}

static void open_box(struct box *box, const struct options *options) {
    static struct cgroup_place place;
    *box = (struct box){.options = options, .user_namespace = -1, .work = -1, .input = -1};
    const char *problem = cgroup_find(&place, "/proc/self");
    if (problem == NULL)
        problem = cgroups_open(&box->cgroups, &place, options->slot);
    if (problem != NULL)
        fail("%s", problem);
    box->identity.reaper = FIRST_ID + 2 * (uid_t)box->cgroups.slot;
    box->identity.program = box->identity.reaper + 1;
    stage_make_user_namespace(box);
    root_enter(box);
    drop_unneeded_rights();
}

static void close_box(struct box *box) {
    stage_discard(box);
    cgroups_close(&box->cgroups);
}

static bool put_file(struct box *box, const struct frame *frame) {
    static struct file_frame file;
    const char *complaint = NULL;
    char text[256];
    if (!file_frame_parse(frame, &file, &complaint)) {
        report_refusal("protocol", "F frame is not of the form path, mode, content");
        return false;
    }
    if (complaint == NULL)
        complaint = work_write(box->work, box->identity.program, &file, text);
    if (complaint != NULL)
        report_refusal("path", "%s", complaint);
    return true;
}

static enum run_answer run(struct box *box, struct frame_reader *reader, const struct frame *frame) {
    struct request request;
    const char *complaint = request_parse(&request, frame->payload, frame->length);
    enum run_answer answer = RUN_PROTOCOL;
    if (box->stage.ready && !stage_alive(&box->stage))
        stage_discard(box);
    if (complaint != NULL) {
        report_refusal("protocol", "%s", complaint);
    } else if (!box->stage.ready && !stage_prepare(box)) {
        answer = RUN_DONE; /* X was sent */
    } else {
        answer = run_request(box, reader, &request, frame);
        if (!report_flush())
            answer = RUN_WORKER_GONE;
        stage_discard(box); /* after the worker has its answer: it need not wait for the cleaning */
    }
    request_free(&request);
    return answer;
}

static enum run_answer answer_frame(struct box *box, struct frame_reader *reader, const struct frame *frame) {
    const char *complaint;
    switch (frame->type) {
    case 'F':
        return put_file(box, frame) ? RUN_DONE : RUN_PROTOCOL;
    case 'I':
        complaint = input_add(box, frame);
        if (complaint == NULL)
            return RUN_DONE;
        report_refusal("protocol", "%s", complaint);
        return RUN_PROTOCOL;
    case 'R':
        return run(box, reader, frame);
    default:
        return RUN_DONE; /* K with nothing to kill */
    }
}

/* Waits for the worker. Uses a silence to prepare the next run. False at the end of input. */
static bool hear(struct box *box, struct frame_reader *reader) {
    for (;;) {
        struct pollfd readable = {.fd = STDIN_FILENO, .events = POLLIN};
        int answer = poll(&readable, 1, box->stage.ready ? -1 : IDLE_MILLIS);
        if (answer == 0 && !stage_prepare(box))
            return false;
        if (answer <= 0)
            continue;
        ssize_t got = frame_fill(reader, STDIN_FILENO);
        if (got < 0 && errno == EINTR)
            continue;
        return got > 0;
    }
}

static int serve_frames(struct box *box) {
    struct frame_reader reader = {0};
    int status = 0;
    for (bool going = true; going;) {
        struct frame frame;
        const char *complaint = NULL;
        enum run_answer answer = RUN_DONE;
        switch (frame_next(&reader, &frame, &complaint)) {
        case FRAME_WHOLE:
            answer = answer_frame(box, &reader, &frame);
            break;
        case FRAME_INCOMPLETE:
            going = report_flush() && hear(box, &reader);
            break;
        case FRAME_REFUSED:
            report_refusal("protocol", "%s", complaint);
            answer = RUN_PROTOCOL;
            break;
        }
        if (answer == RUN_PROTOCOL)
            status = EXIT_PROTOCOL;
        going = going && answer == RUN_DONE;
    }
    free(reader.bytes);
    return status;
}

/*
 * Ctrl-C in a terminal reaches every process of the worker's group; when the box ends is for the worker to say, by
 * closing our input. Being killed outright is safe too: the kernel then kills the run.
 */
static void settle_signals(void) {
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
}

/* As for programs: 1 byte, where 0 would not stop a dump that is piped to a program. See generate/seccomp.c. */
static void forbid_core_dumps(void) {
    struct rlimit old;
    if (getrlimit(RLIMIT_CORE, &old) < 0)
        fail("cannot read a limit: %s", strerror(errno));
    rlim_t most = old.rlim_max < 1 ? old.rlim_max : 1;
    struct rlimit least = {most, most};
    if (setrlimit(RLIMIT_CORE, &least) < 0)
        fail("cannot forbid core dumps: %s", strerror(errno));
}

int keeper_serve(const struct options *options) {
    struct box box;
    settle_signals();
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    forbid_core_dumps();
    report_serving();
    open_box(&box, options);
    if (!stage_prepare(&box)) {
        report_flush();
        close_box(&box);
        return 1;
    }
    report_ready("namespaces", box.cgroups.version == 2 ? "v2" : "v1");
    int status = report_flush() ? serve_frames(&box) : 0;
    report_flush();
    close_box(&box);
    return status;
}
