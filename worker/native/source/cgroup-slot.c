/*
 * Slots: a folder of the control groups that one launcher at a time owns, and with it the two host users of that number.
 * The owner is who holds a lock on the folder, which the kernel drops with the process, however it ends; so what a
 * killed launcher left behind is known by its missing lock, and removed by the next launcher that starts.
 */
#include "cgroup-files.h"
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define KILN "kiln"
#define SLOTS 4096
#define LOCK_WAIT_MILLIS 3000

/* Removes every group below `folder`: what a launcher that was killed could not remove. */
static void remove_leaves(int folder) {
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        if (entry->d_type == DT_DIR && strncmp(entry->d_name, "run-", 4) == 0)
            group_remove(folder, entry->d_name);
    closedir(entries);
}

/*
 * The lock on a slot's folder is what says that its launcher lives: the kernel drops it with the process. The
 * folder may be removed between our opening and locking it, so afterwards it must still be the one of that name.
 */
static int lock_slot(int kiln, const char *name, bool make) {
    for (int round = 0; round < 1000; round++) {
        int folder = make ? group_make(kiln, name) : group_open(kiln, name);
        if (folder < 0) {
            if (make && errno == ENOENT)
                continue;
            return -1;
        }
        struct stat mine, named;
        if (flock(folder, LOCK_EX | LOCK_NB) < 0) {
            close(folder);
            errno = EWOULDBLOCK;
            return -1;
        }
        if (fstat(folder, &mine) == 0 && fstatat(kiln, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
            mine.st_ino == named.st_ino)
            return folder;
        close(folder);
        if (!make)
            return -1;
    }
    errno = EAGAIN;
    return -1;
}

static void slot_name(char name[32], long slot) {
    snprintf(name, 32, "slot-%ld", slot);
}

/* Slots whose launcher was killed: nobody holds their lock. */
static void sweep(int kiln) {
    int copy = openat(kiln, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        int stale = strncmp(entry->d_name, "slot-", 5) == 0 ? lock_slot(kiln, entry->d_name, false) : -1;
        if (stale < 0)
            continue;
        remove_leaves(stale);
        group_remove(kiln, entry->d_name);
        close(stale);
    }
    closedir(entries);
}

static void leave_slot(struct cgroups *groups) {
    char name[32];
    slot_name(name, groups->slot);
    for (size_t at = groups->count; at-- > 0;) {
        if (groups->folder[at] < 0)
            continue;
        group_remove(groups->kiln[at], name);
        close(groups->folder[at]);
        groups->folder[at] = -1;
    }
}

/*
 * The slot is ours only with its lock in every hierarchy. On version 1 two launchers may be in different groups of one
 * hierarchy, and in the same group of another, where they would meet.
 */
static bool try_slot(struct cgroups *groups, long slot) {
    char name[32];
    slot_name(name, slot);
    groups->slot = slot;
    for (size_t at = 0; at < groups->count; at++) {
        groups->folder[at] = lock_slot(groups->kiln[at], name, true);
        if (groups->folder[at] < 0) {
            int problem = errno;
            leave_slot(groups);
            errno = problem;
            return false;
        }
    }
    return true;
}

static bool take_slot(struct cgroups *groups, long wanted) {
    if (wanted < 0) {
        for (long slot = 0; slot < SLOTS; slot++)
            if (try_slot(groups, slot) || errno != EWOULDBLOCK)
                return groups->folder[0] >= 0;
        return false;
    }
    /* The box before this one may be about to leave. */
    for (int waited = 0; waited < LOCK_WAIT_MILLIS; waited += 5) {
        if (try_slot(groups, wanted) || errno != EWOULDBLOCK)
            return groups->folder[0] >= 0;
        pause_micros(5000);
    }
    return false;
}

/* Version 2: every level between our place and the leaves passes the controllers on. */
static bool pass_on(int folder) {
    group_write(folder, "cgroup.subtree_control", "+cpu");
    return group_write(folder, "cgroup.subtree_control", "+memory") &&
           group_write(folder, "cgroup.subtree_control", "+pids");
}

/*
 * All boxes together weigh as much as one ordinary process per processor; among themselves slots weigh the same, however
 * many processes their programs have. Best effort: it is fairness, not a limit.
 */
static void weigh(const struct cgroups *groups) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t times = processors < 1 ? 1 : processors > 100 ? 100 : (uint64_t)processors;
    if (groups->version == 2)
        group_write_number(groups->kiln[0], "cpu.weight", 100 * times);
    else
        group_write_number(groups->kiln[groups->of[CGROUP_CPU]], "cpu.shares", 1024 * times);
}

const char *cgroups_open(struct cgroups *groups, const struct cgroup_place *place, long slot) {
    groups->version = place->version;
    groups->count = place->count;
    groups->runs = 0;
    memcpy(groups->of, place->of, sizeof groups->of);
    for (size_t at = 0; at < CGROUP_CONTROLLERS; at++)
        groups->kiln[at] = groups->folder[at] = groups->leaf[at] = -1;
    for (size_t at = 0; at < groups->count; at++) {
        int parent = open(place->path[at], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        groups->kiln[at] = parent < 0 ? -1 : group_make(parent, KILN);
        if (parent >= 0)
            close(parent);
        if (groups->kiln[at] < 0)
            return "cannot make a cgroup: run as root, or in a delegated group (systemd: Delegate=yes)";
    }
    if (groups->version == 2 && !pass_on(groups->kiln[0]))
        return "cannot pass cgroup controllers on";
    weigh(groups);
    if (!take_slot(groups, slot))
        return errno == EWOULDBLOCK ? "the slot is taken by another launcher: give each its own --slot, or none"
                                    : "cannot make the cgroup of the slot";
    if (groups->version == 2 && !pass_on(groups->folder[0]))
        return "cannot pass cgroup controllers on";
    for (size_t at = 0; at < groups->count; at++)
        remove_leaves(groups->folder[at]);
    for (size_t at = 0; at < groups->count; at++)
        sweep(groups->kiln[at]);
    return NULL;
}

void cgroups_close(struct cgroups *groups) {
    cgroups_remove_leaf(groups);
    leave_slot(groups);
}
