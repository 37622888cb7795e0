/* The control groups of one slot: a fresh leaf for each run, which limits it and counts what it used. */
#ifndef KILN_CGROUP_H
#define KILN_CGROUP_H

#include "request.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum cgroup_controller { CGROUP_MEMORY, CGROUP_PIDS, CGROUP_CPU, CGROUP_CPUACCT, CGROUP_CONTROLLERS };

/* Below which folders groups may be made: one on version 2, up to one per controller on version 1. */
struct cgroup_place {
    int version;
    size_t count;
    char path[CGROUP_CONTROLLERS][PATH_MAX];
    size_t of[CGROUP_CONTROLLERS]; /* controller -> index into path */
};

/*
 * Finds the place from `proc_self`/mountinfo and `proc_self`/cgroup (in production /proc/self), and on version 2 turns
 * the controllers on for what will be made below. Returns NULL or what is wrong and how to mend it.
 */
const char *cgroup_find(struct cgroup_place *place, const char *proc_self);

struct cgroups {
    int version;
    long slot;
    size_t count;
    size_t of[CGROUP_CONTROLLERS];
    int kiln[CGROUP_CONTROLLERS];   /* <place>/kiln */
    int folder[CGROUP_CONTROLLERS]; /* <place>/kiln/slot-N, locked while the launcher lives */
    int leaf[CGROUP_CONTROLLERS];   /* <place>/kiln/slot-N/run-M, -1 between runs */
    unsigned long runs;
    uint64_t cpu_before; /* CPU time that preparing the run took, in microseconds */
};

/*
 * Takes slot `slot` (or the first free one for -1) and removes what launchers that were killed left behind.
 * Returns NULL or what is wrong.
 */
const char *cgroups_open(struct cgroups *groups, const struct cgroup_place *place, long slot);

/* The leaf of the next run. Where the kernel can (version 2) a process is born in it: see cgroups_birth. */
const char *cgroups_make_leaf(struct cgroups *groups);

/* The leaf to give to clone3 with CLONE_INTO_CGROUP, or -1: then cgroups_enter moves the process. */
int cgroups_birth(const struct cgroups *groups);
const char *cgroups_enter(struct cgroups *groups, pid_t process);

/* Sets the limits and begins to count. */
const char *cgroups_begin(struct cgroups *groups, const struct limits *limits);

uint64_t cgroups_cpu_micros(const struct cgroups *groups);
uint64_t cgroups_peak_bytes(const struct cgroups *groups);
bool cgroups_out_of_memory(const struct cgroups *groups);

/* Kills what is in the leaf and removes it. False if something in it cannot be killed. */
bool cgroups_remove_leaf(struct cgroups *groups);

/* Removes the slot's folders and lets go of the slot. */
void cgroups_close(struct cgroups *groups);

/* The number after `key` and a space at the start of a line of `text`, or `otherwise`. */
uint64_t cgroup_number(const char *text, const char *key, uint64_t otherwise);

#endif
