/*
 * What the launcher says to the worker, and nothing else does: a program's bytes reach the worker only as the payload
 * of an O or E frame, so that no output can imitate a report.
 */
#ifndef KILN_REPORT_H
#define KILN_REPORT_H

#include "request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum run_end { END_EXITED, END_SIGNALED, END_CPU, END_WALL, END_MEMORY, END_OUTPUT, END_KILLED };

struct run_report {
    enum run_end end;
    int exit_code; /* -1: did not exit by itself */
    int signal;    /* 0: no signal ended it */
    uint64_t cpu_millis, wall_millis, memory_bytes;
    bool truncated[2]; /* standard output, standard error */
};

void report_ready(const char *isolation, const char *cgroup);
void report_output(int stream, const uint8_t *bytes, size_t length);
void report_run(const struct run_report *report);

/* An X frame and a line on standard error. */
void report_refusal(const char *code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frames wait here until the worker takes them, so that a slow worker cannot stop the clock of a run. */
size_t report_pending(void);

/* Writes what standard output takes at once. False if the worker is gone. */
bool report_push(void);

/* Waits until all is written. False if the worker is gone. */
bool report_flush(void);

/* Our failure: tells the worker (when it serves one) and standard error why and what to do, and exits 1. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* From here on `fail` also sends X to standard output. */
void report_serving(void);

#endif
