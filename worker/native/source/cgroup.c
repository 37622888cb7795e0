/*
 * Leaves: made before a run, removed after it. A new one each time, because before Linux 6.12 the peak memory of a
 * version 2 group cannot be reset.
 */
#include "cgroup.h"
#include "cgroup-files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* On version 1: what a run's sockets may hold of the kernel's memory beside its own limit. */
#define CONNECTION_BYTES (32u << 20)

uint64_t cgroup_number(const char *text, const char *key, uint64_t otherwise) {
    size_t length = strlen(key);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        if (*line == '\n')
            line++;
        if (strncmp(line, key, length) == 0 && line[length] == ' ')
            return strtoull(line + length + 1, NULL, 10);
    }
    return otherwise;
}

const char *cgroups_make_leaf(struct cgroups *groups) {
    char name[32];
    snprintf(name, sizeof name, "run-%lu", ++groups->runs);
    for (size_t at = 0; at < groups->count; at++)
        if ((groups->leaf[at] = group_make(groups->folder[at], name)) < 0)
            return "cannot make the cgroup of a run";
    return NULL;
}

int cgroups_birth(const struct cgroups *groups) {
    return groups->version == 2 ? groups->leaf[0] : -1;
}

const char *cgroups_enter(struct cgroups *groups, pid_t process) {
    for (size_t at = 0; at < groups->count; at++)
        if (!group_write_number(groups->leaf[at], "cgroup.procs", (uint64_t)process))
            return "cannot move a process into its cgroup";
    return NULL;
}

static uint64_t cpu_micros(const struct cgroups *groups) {
    char text[1024];
    if (groups->version == 2) {
        group_read(groups->leaf[0], "cpu.stat", text, sizeof text);
        return cgroup_number(text, "usage_usec", 0);
    }
    group_read(groups->leaf[groups->of[CGROUP_CPUACCT]], "cpuacct.usage", text, sizeof text);
    return strtoull(text, NULL, 10) / 1000;
}

uint64_t cgroups_cpu_micros(const struct cgroups *groups) {
    uint64_t now = cpu_micros(groups);
    return now > groups->cpu_before ? now - groups->cpu_before : 0;
}

const char *cgroups_begin(struct cgroups *groups, const struct limits *limits) {
    int memory = groups->leaf[groups->of[CGROUP_MEMORY]];
    int pids = groups->leaf[groups->of[CGROUP_PIDS]];
    bool second = groups->version == 2;
    if (!group_write_number(memory, second ? "memory.max" : "memory.limit_in_bytes", limits->memory_bytes))
        return "cannot limit memory";
    /* Swap would be memory beyond the limit. A kernel without swap accounting has no such file, but may have swap. */
    if (!(second ? group_write(memory, "memory.swap.max", "0")
                 : group_write_number(memory, "memory.memsw.limit_in_bytes", limits->memory_bytes))) {
        if (errno != ENOENT)
            return "cannot limit swap";
        if (!second && !group_write(memory, "memory.swappiness", "0"))
            return "cannot keep the run from swap";
    }
    /* Version 1 counts what the kernel keeps for connections apart, and limits it only if told so. */
    if (!second && !group_write_number(memory, "memory.kmem.tcp.limit_in_bytes", CONNECTION_BYTES) && errno != ENOENT)
        return "cannot limit the memory of connections";
    if (second)
        group_write(memory, "memory.oom.group", "1"); /* since Linux 4.19; the launcher kills the rest otherwise */
    else if (!group_write(memory, "memory.max_usage_in_bytes", "0"))
        return "cannot begin to count memory";
    /* One more for the reaper, which lives in the leaf too. */
    if (!group_write_number(pids, "pids.max", limits->processes + 1))
        return "cannot limit processes";
    groups->cpu_before = cpu_micros(groups);
    return NULL;
}

uint64_t cgroups_peak_bytes(const struct cgroups *groups) {
    char text[64];
    int memory = groups->leaf[groups->of[CGROUP_MEMORY]];
    const char *peak = groups->version == 2 ? "memory.peak" : "memory.max_usage_in_bytes";
    if (!group_read(memory, peak, text, sizeof text)) /* memory.peak: since Linux 5.19 */
        group_read(memory, "memory.current", text, sizeof text);
    return strtoull(text, NULL, 10);
}

bool cgroups_out_of_memory(const struct cgroups *groups) {
    char text[512];
    int memory = groups->leaf[groups->of[CGROUP_MEMORY]];
    group_read(memory, groups->version == 2 ? "memory.events" : "memory.oom_control", text, sizeof text);
    return cgroup_number(text, "oom_kill", 0) > 0;
}

bool cgroups_remove_leaf(struct cgroups *groups) {
    char name[32];
    bool removed = true;
    snprintf(name, sizeof name, "run-%lu", groups->runs);
    for (size_t at = 0; at < groups->count; at++) {
        if (groups->leaf[at] < 0)
            continue;
        close(groups->leaf[at]);
        groups->leaf[at] = -1;
        removed &= group_remove(groups->folder[at], name);
    }
    return removed;
}
