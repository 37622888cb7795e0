/* What one box is made of, shared by the parts of the launcher. The theory of operation is in kiln-box.c. */
#ifndef KILN_BOX_H
#define KILN_BOX_H

#include "cgroup.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* The unprivileged user and group that a program runs as, as seen from inside the box. */
#define PROGRAM_ID 1000

/* What `serve` was asked for on its command line. */
struct options {
    long slot;           /* number of the slot, -1: the first that is free */
    uint64_t work_bytes; /* size of the work folder, in bytes */
    const char **exposed;
    size_t exposed_count;
    bool probe; /* also show this very program at PROBE_PATH: what `check` runs inside */
};

/* Where `check` finds the launcher inside the box. */
#define PROBE_PATH "/run/kiln-box"

/*
 * The two host ids of a slot, unused by anything else. The reaper is process 1 of a run; because its user is another
 * than the program's, the program can neither signal nor trace it.
 */
struct identity {
    uid_t reaper;  /* 0 inside the box */
    uid_t program; /* PROGRAM_ID inside the box */
};

/* The processes and pipes that wait for the next run. Made ahead of need, because making them is what takes long. */
struct stage {
    bool ready;
    pid_t reaper;
    int reaper_pidfd;
    int request;   /* write end: the fields of the run; its closing tells the inside that the launcher is gone */
    int notices;   /* read end: struct notice, from inside */
    int output[2]; /* read ends: standard output, standard error of the program */
};

struct box {
    const struct options *options;
    struct identity identity;
    struct cgroups cgroups;
    int user_namespace;
    int work;             /* the work folder */
    int input;            /* memfd: standard input of the next run, -1 until one is needed */
    uint64_t input_bytes; /* bytes in it */
    struct stage stage;
};

enum notice_kind {
    NOTICE_READY = 1,   /* one of the two processes of a stage has got rid of its rights */
    NOTICE_FAILED,      /* a step of the preparation failed: our failure; value is errno */
    NOTICE_EXEC_FAILED, /* the program cannot be started; value is errno */
    NOTICE_ENDED,       /* the main process ended; value is its wait status */
};

/* What the inside tells the launcher. Smaller than PIPE_BUF, so that each arrives whole. */
struct notice {
    uint32_t kind;
    int32_t value;
    char step[64];
};

/* Microseconds of a clock that only runs forward. */
static inline uint64_t now_micros(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

#endif
