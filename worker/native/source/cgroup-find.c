/*
 * Where this process may make control groups. Nothing is assumed about mount points: a container or a distribution may
 * have put them elsewhere, and may have given us only a part of the tree.
 */
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* The group that other processes of ours are moved to: version 2 allows no process beside controlled children. */
#define ASIDE "kiln-worker"

static const char *const names[CGROUP_CONTROLLERS] = {"memory", "pids", "cpu", "cpuacct"};

/* True if the comma or space separated list has the word. */
static bool lists(const char *list, const char *word) {
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += length) {
        bool begins = at == list || strchr(", ", at[-1]) != NULL;
        if (begins && (at[length] == '\0' || strchr(", \n", at[length]) != NULL))
            return true;
    }
    return false;
}

static bool slurp(char *text, size_t size, const char *folder, const char *name) {
    char path[PATH_MAX];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path)
        return false;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t got = read(file, text, size - 1);
    close(file);
    text[got < 0 ? 0 : got] = '\0';
    return got >= 0;
}

static bool spit(const char *folder, const char *name, const char *text) {
    char path[PATH_MAX];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path) {
        errno = ENAMETOOLONG;
        return false;
    }
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t wrote = write(file, text, strlen(text));
    int problem = errno;
    close(file);
    errno = problem;
    return wrote >= 0;
}

/* Our group in the hierarchy of `controller` (NULL: version 2), from lines such as `4:memory:/a` and `0::/a`. */
static bool own_group(const char *proc_self, const char *controller, char group[PATH_MAX]) {
    char path[PATH_MAX], *line = NULL;
    size_t size = 0;
    bool found = false;
    snprintf(path, sizeof path, "%s/cgroup", proc_self);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    while (!found && getline(&line, &size, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *list = strchr(line, ':');
        char *own = list == NULL ? NULL : strchr(list + 1, ':');
        if (own == NULL)
            continue;
        *own = '\0';
        found = controller == NULL ? strncmp(line, "0:", 2) == 0 && list[1] == '\0' : lists(list + 1, controller);
        if (found && (size_t)snprintf(group, PATH_MAX, "%s", own + 1) >= PATH_MAX)
            found = false;
    }
    free(line);
    fclose(file);
    return found;
}

/* The folder of our group: the mount may show a part of the tree only, whose top is `root`. */
static bool group_folder(char folder[PATH_MAX], const char *mount, const char *root, const char *group) {
    size_t top = strcmp(root, "/") == 0 ? 0 : strlen(root);
    if (strncmp(group, root, top) != 0 || (group[top] != '\0' && group[top] != '/'))
        group = "", top = 0; /* a group above the mounted part: take the mounted top */
    const char *below = group + top;
    if (strcmp(below, "/") == 0)
        below = "";
    return (size_t)snprintf(folder, PATH_MAX, "%s%s", mount, below) < PATH_MAX;
}

/* The mount of the hierarchy that carries `controller` (NULL: version 2), and which group its top is. */
static bool find_mount(const char *proc_self, const char *controller, char mount[PATH_MAX], char root[PATH_MAX]) {
    char path[PATH_MAX], *line = NULL;
    size_t size = 0;
    bool found = false;
    snprintf(path, sizeof path, "%s/mountinfo", proc_self);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    while (!found && getline(&line, &size, file) > 0) {
        char kind[32], options[512];
        char *tail = strstr(line, " - ");
        if (tail == NULL || sscanf(line, "%*s %*s %*s %4095s %4095s", root, mount) != 2 ||
            sscanf(tail, " - %31s %*s %511s", kind, options) != 2)
            continue;
        found = controller == NULL ? strcmp(kind, "cgroup2") == 0
                                   : strcmp(kind, "cgroup") == 0 && lists(options, controller);
    }
    free(line);
    fclose(file);
    return found;
}

/* Our folder in the hierarchy that carries `controller` (NULL: version 2). */
static bool own_folder(const char *proc_self, const char *controller, char folder[PATH_MAX]) {
    char group[PATH_MAX], mount[PATH_MAX], root[PATH_MAX];
    return own_group(proc_self, controller, group) && find_mount(proc_self, controller, mount, root) &&
           group_folder(folder, mount, root, group) && access(folder, F_OK) == 0;
}

/* True if systemd marked the group as handed over. */
static bool marked(const char *folder) {
    return getxattr(folder, "trusted.delegate", NULL, 0) > 0 || getxattr(folder, "user.delegate", NULL, 0) > 0;
}

static bool turn_on(const char *folder) {
    /* cpu is welcome but not needed: CPU time is counted in every group of version 2. */
    spit(folder, "cgroup.subtree_control", "+cpu");
    return spit(folder, "cgroup.subtree_control", "+memory") && spit(folder, "cgroup.subtree_control", "+pids");
}

/* Moves every process of `folder` one level down. New ones may be born meanwhile, hence the rounds. */
static bool move_aside(const char *folder) {
    char aside[PATH_MAX], text[65536];
    if ((size_t)snprintf(aside, sizeof aside, "%s/%s", folder, ASIDE) >= sizeof aside ||
        (mkdir(aside, 0755) < 0 && errno != EEXIST))
        return false;
    for (int round = 0; round < 20; round++) {
        if (!slurp(text, sizeof text, folder, "cgroup.procs"))
            return false;
        if (text[0] == '\0')
            return true;
        char *rest = NULL;
        for (char *process = strtok_r(text, "\n", &rest); process != NULL; process = strtok_r(NULL, "\n", &rest))
            if (!spit(aside, "cgroup.procs", process) && errno != ESRCH)
                return false;
    }
    return false;
}

/* Where an earlier launcher, or systemd's DelegateSubgroup=, has put us aside, the group above is ours. */
static void climb(char folder[PATH_MAX], char group[PATH_MAX]) {
    char *last = strrchr(folder, '/'), *last_group = strrchr(group, '/'), above[PATH_MAX];
    if (last == NULL || last_group == NULL || last_group[1] == '\0')
        return;
    snprintf(above, sizeof above, "%.*s", (int)(last - folder), folder);
    if (strcmp(last + 1, ASIDE) != 0 && !marked(above))
        return;
    *last = '\0';
    *last_group = '\0';
}

static bool has_controllers(const char *folder) {
    char controllers[512];
    return slurp(controllers, sizeof controllers, folder, "cgroup.controllers") && lists(controllers, "memory") &&
           lists(controllers, "pids");
}

/*
 * A group with processes in it (at least ourselves) cannot pass controllers on. In a group that is ours, by a mark of
 * systemd or as the top of a container's namespace, the processes are moved one level down. A login session's or an
 * undelegated service's group is not ours to divide: then the boxes go below the top, where Docker puts its containers.
 */
static const char *find_second(struct cgroup_place *place, const char *proc_self) {
    char *folder = place->path[0];
    char group[PATH_MAX], root[PATH_MAX];
    if (!own_group(proc_self, NULL, group) || !own_folder(proc_self, NULL, folder))
        return "no cgroup version 2";
    climb(folder, group);
    bool ours = group[0] == '\0' || strcmp(group, "/") == 0 || marked(folder);
    place->count = 1;
    memset(place->of, 0, sizeof place->of);
    if (has_controllers(folder)) {
        place->version = 2;
        if (turn_on(folder) || (ours && move_aside(folder) && turn_on(folder)))
            return NULL;
    }
    if (!find_mount(proc_self, NULL, folder, root) || !has_controllers(folder))
        return "no memory and pids controllers in cgroup version 2: with systemd set Delegate=yes";
    place->version = 2;
    if (turn_on(folder))
        return NULL;
    return "cannot turn cgroup controllers on: run as root, or in a delegated group (systemd: Delegate=yes)";
}

static const char *find_first(struct cgroup_place *place, const char *proc_self) {
    place->version = 1;
    place->count = 0;
    for (size_t controller = 0; controller < CGROUP_CONTROLLERS; controller++) {
        char *folder = place->path[place->count];
        if (!own_folder(proc_self, names[controller], folder))
            return "no cgroup with the controllers memory, pids, cpu and cpuacct: mount /sys/fs/cgroup";
        size_t same = 0;
        while (same < place->count && strcmp(place->path[same], folder) != 0)
            same++; /* controllers that are mounted together (cpu,cpuacct) share a folder */
        place->of[controller] = same;
        if (same == place->count)
            place->count++;
    }
    return NULL;
}

const char *cgroup_find(struct cgroup_place *place, const char *proc_self) {
    const char *second = find_second(place, proc_self);
    if (second == NULL)
        return NULL;
    const char *first = find_first(place, proc_self);
    /* Version 2 that is there but refused is what the operator has to mend, unless version 1 serves. */
    return first == NULL ? NULL : place->version == 2 ? second : first;
}
