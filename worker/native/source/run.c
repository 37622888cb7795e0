/*
 * The watch over one run: a poll loop over the program's two pipes, the notices from inside, the clock, and the worker.
 * Nothing in it waits for the program or for the worker, so neither can stop the clock: output that the worker does not
 * take is kept up to a bound, then the program's pipes are left to fill.
 */
#include "run.h"

#include "input.h"
#include "report.h"
#include "stage.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* Output that waits for the worker before the program has to wait, in bytes. */
#define PENDING_BYTES (1u << 20)

/* How often CPU time and the out-of-memory count are looked at: at least, and at most. */
#define LOOK_MILLIS_LEAST 1
#define LOOK_MILLIS_MOST 25

struct run {
    struct box *box;
    struct frame_reader *reader;
    const struct request *request;
    int clock;
    uint64_t started, ended; /* microseconds */
    uint64_t forwarded;      /* bytes of output */
    bool open[2];            /* output pipes that have not ended */
    bool truncated[2];
    bool killed, memory, cpu, wall, output; /* what was met */
    bool worker_gone, protocol_broken;
    bool reaper_gone, exec_failed, failed;
    bool main_ended;
    int status; /* wait status of the main process */
    struct notice trouble;
};

static bool over(const struct run *run) {
    return run->main_ended || run->killed || run->memory || run->cpu || run->wall || run->output || run->worker_gone ||
           run->protocol_broken || run->reaper_gone || run->exec_failed || run->failed;
}

/* ---- what can happen ---- */

/* Exactly outputBytes are passed on, in the order of arrival; what is beyond is thrown away and said so. */
static void hear_output(struct run *run, int stream) {
    uint8_t bytes[65536];
    ssize_t got = read(run->box->stage.output[stream], bytes, sizeof bytes);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got <= 0) {
        run->open[stream] = false;
        return;
    }
    uint64_t left = run->request->limits.output_bytes - run->forwarded;
    size_t passed = (uint64_t)got < left ? (size_t)got : (size_t)left;
    if (passed > 0)
        report_output(stream, bytes, passed);
    run->forwarded += passed;
    if (passed < (size_t)got) {
        run->truncated[stream] = true;
        run->output = true;
    }
}

static void hear_notice(struct run *run) {
    struct notice notice;
    if (!stage_notice(&run->box->stage, &notice, 0)) {
        run->reaper_gone = true;
        return;
    }
    if (notice.kind == NOTICE_ENDED) {
        run->main_ended = true;
        run->ended = now_micros();
        run->status = notice.value;
    } else if (notice.kind == NOTICE_EXEC_FAILED) {
        run->exec_failed = true;
        run->trouble = notice;
    } else {
        run->failed = true;
        run->trouble = notice;
    }
}

static void take_frames(struct run *run) {
    struct frame frame;
    const char *complaint = NULL;
    while (frame_next(run->reader, &frame, &complaint) == FRAME_WHOLE) {
        if (frame.type == 'K')
            run->killed = true;
        else if (frame.type == 'I')
            complaint = input_add(run->box, &frame);
        else
            complaint = "only I and K may come while a command runs";
        if (complaint != NULL)
            break;
    }
    if (complaint != NULL) {
        report_refusal("protocol", "%s", complaint);
        run->protocol_broken = true;
    }
}

static void hear_worker(struct run *run) {
    ssize_t got = frame_fill(run->reader, STDIN_FILENO);
    if (got > 0)
        take_frames(run);
    else
        run->worker_gone = got == 0 || errno != EINTR;
}

/* Returns for how long nothing need be looked at: CPU time cannot pass faster than all processors give it. */
static int look_at_usage(struct run *run) {
    static long processors;
    if (processors == 0)
        processors = sysconf(_SC_NPROCESSORS_ONLN) > 0 ? sysconf(_SC_NPROCESSORS_ONLN) : 1;
    uint64_t used = cgroups_cpu_micros(&run->box->cgroups), most = run->request->limits.cpu_millis * 1000;
    run->memory |= cgroups_out_of_memory(&run->box->cgroups);
    run->cpu |= used > most;
    uint64_t left = used > most ? 0 : (most - used) / 1000 / (uint64_t)processors;
    return left < LOOK_MILLIS_LEAST ? LOOK_MILLIS_LEAST : left > LOOK_MILLIS_MOST ? LOOK_MILLIS_MOST : (int)left;
}

/* ---- the run ---- */

static bool start_clock(struct run *run) {
    uint64_t wall = run->request->limits.wall_millis;
    struct itimerspec end = {.it_value = {(time_t)(wall / 1000), (long)(wall % 1000) * 1000000}};
    run->clock = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (run->clock < 0 || timerfd_settime(run->clock, 0, &end, NULL) < 0)
        return false;
    run->started = now_micros();
    return true;
}

static bool write_whole(int descriptor, const void *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        ssize_t wrote = write(descriptor, (const char *)bytes + at, length - at);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        at += (size_t)wrote;
    }
    return true;
}

/* The input is sealed first: what the program reads cannot change under it, nor can it write there. */
static const char *start(struct run *run, const struct frame *fields) {
    struct box *box = run->box;
    const char *problem = input_seal(box);
    if (problem == NULL)
        problem = cgroups_begin(&box->cgroups, &run->request->limits);
    if (problem != NULL)
        return problem;
    if (!start_clock(run))
        return "cannot start the clock";
    uint32_t length = (uint32_t)fields->length;
    if (!write_whole(box->stage.request, &length, sizeof length) ||
        !write_whole(box->stage.request, fields->payload, fields->length))
        return "the waiting process died";
    return NULL;
}

enum { FROM_WORKER, TO_WORKER, NOTICES, OUTPUT, ERROR, CLOCK, WATCHED };

static void watch(struct run *run) {
    int wait = LOOK_MILLIS_LEAST;
    take_frames(run); /* what came together with the request */
    while (!over(run)) {
        bool room = report_pending() < PENDING_BYTES;
        struct pollfd watched[WATCHED] = {
            [FROM_WORKER] = {.fd = STDIN_FILENO, .events = POLLIN},
            [TO_WORKER] = {.fd = report_pending() > 0 ? STDOUT_FILENO : -1, .events = POLLOUT},
            [NOTICES] = {.fd = run->box->stage.notices, .events = POLLIN},
            [OUTPUT] = {.fd = room && run->open[0] ? run->box->stage.output[0] : -1, .events = POLLIN},
            [ERROR] = {.fd = room && run->open[1] ? run->box->stage.output[1] : -1, .events = POLLIN},
            [CLOCK] = {.fd = run->clock, .events = POLLIN},
        };
        if (poll(watched, WATCHED, wait) < 0 && errno != EINTR)
            fail("cannot watch a run: %s", strerror(errno));
        if (watched[CLOCK].revents != 0)
            run->wall = true;
        if (watched[OUTPUT].revents != 0)
            hear_output(run, 0);
        if (watched[ERROR].revents != 0)
            hear_output(run, 1);
        if (watched[NOTICES].revents != 0)
            hear_notice(run);
        if (watched[FROM_WORKER].revents != 0)
            hear_worker(run);
        if (!report_push())
            run->worker_gone = true;
        wait = look_at_usage(run);
    }
}

/* All others first, then the pipes to their end: with nobody left to write, the end comes. */
static void finish(struct run *run) {
    stage_kill(&run->box->stage);
    if (run->ended == 0)
        run->ended = now_micros();
    struct notice notice;
    while (!run->main_ended && stage_notice(&run->box->stage, &notice, 0)) {
        if (notice.kind != NOTICE_ENDED)
            continue;
        run->main_ended = true;
        run->status = notice.value;
    }
    for (int stream = 0; stream < 2; stream++)
        while (run->open[stream])
            hear_output(run, stream);
    look_at_usage(run);
    close(run->clock);
}

static void report(const struct run *run) {
    struct run_report report = {
        .exit_code = -1,
        .cpu_millis = cgroups_cpu_micros(&run->box->cgroups) / 1000,
        .wall_millis = (run->ended - run->started) / 1000,
        .memory_bytes = cgroups_peak_bytes(&run->box->cgroups),
        .truncated = {run->truncated[0], run->truncated[1]},
    };
    if (run->main_ended && WIFEXITED(run->status))
        report.exit_code = WEXITSTATUS(run->status);
    else
        report.signal = run->main_ended ? WTERMSIG(run->status) : SIGKILL;
    if (run->killed)
        report.end = END_KILLED;
    else if (run->memory)
        report.end = END_MEMORY;
    else if (run->cpu)
        report.end = END_CPU;
    else if (run->wall)
        report.end = END_WALL;
    else if (run->output)
        report.end = END_OUTPUT;
    else
        report.end = report.exit_code >= 0 ? END_EXITED : END_SIGNALED;
    report_run(&report);
}

enum run_answer run_request(struct box *box, struct frame_reader *reader, const struct request *request,
                            const struct frame *fields) {
    struct run run = {.box = box, .reader = reader, .request = request, .clock = -1, .open = {true, true}};
    const char *problem = start(&run, fields);
    if (problem != NULL)
        fail("cannot start a run: %s", problem);
    watch(&run);
    finish(&run);
    if (run.worker_gone)
        return RUN_WORKER_GONE;
    if (run.protocol_broken)
        return RUN_PROTOCOL;
    bool limit = run.killed || run.memory || run.cpu || run.wall || run.output;
    if (run.exec_failed)
        report_refusal("exec", "cannot start %.200s: %s", request->arguments[0], strerror(run.trouble.value));
    else if (run.failed)
        report_refusal("system", "cannot %.63s: %s", run.trouble.step, strerror(run.trouble.value));
    else if (!run.main_ended && !limit)
        report_refusal("system", "the run was killed from outside the box");
    else
        report(&run);
    return report_push() ? RUN_DONE : RUN_WORKER_GONE;
}
