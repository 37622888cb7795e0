#include "cgroup-files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void pause_micros(long micros) {
    nanosleep(&(struct timespec){.tv_nsec = micros * 1000}, NULL);
}

bool group_read(int folder, const char *name, char *text, size_t size) {
    text[0] = '\0';
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t got = read(file, text, size - 1);
    close(file);
    text[got < 0 ? 0 : got] = '\0';
    return got >= 0;
}

bool group_write(int folder, const char *name, const char *text) {
    int file = openat(folder, name, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t wrote = write(file, text, strlen(text));
    int problem = errno;
    close(file);
    errno = problem;
    return wrote >= 0;
}

bool group_write_number(int folder, const char *name, uint64_t number) {
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    return group_write(folder, name, text);
}

int group_open(int parent, const char *name) {
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int group_make(int parent, const char *name) {
    if (mkdirat(parent, name, 0755) < 0 && errno != EEXIST)
        return -1;
    return group_open(parent, name);
}

static void kill_all(int group) {
    if (group_write(group, "cgroup.kill", "1"))
        return;
    char text[65536];
    if (!group_read(group, "cgroup.procs", text, sizeof text))
        return;
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        long process = strtol(line, NULL, 10);
        if (process > 1) /* 0: of another pid namespace */
            kill((pid_t)process, SIGKILL);
    }
}

/* A process that was killed leaves its group a moment later: EBUSY until then. */
bool group_remove(int parent, const char *name) {
    for (int round = 0; round < 250; round++) {
        if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
            return true;
        if (errno != EBUSY)
            return false;
        int group = group_open(parent, name);
        if (group >= 0) {
            kill_all(group);
            close(group);
        }
        pause_micros(round < 50 ? 100 : 5000);
    }
    return false;
}
