/*
 * Two walls stand between a planted trap and the host. The path is walked part by part with O_NOFOLLOW, so a symbolic
 * link anywhere ends the walk. And it is walked with the program's own file-system identity, so that even a hole in the
 * walk would reach only what the program itself may write.
 */
#include "work.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens the folder `name`, making it if there is nothing of that name. */
static int enter(int parent, const char *name) {
    if (mkdirat(parent, name, 0755) < 0 && errno != EEXIST)
        return -1;
    return openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Replaces a regular file by a new one; whatever hard links lead to the old one keep the old content. */
static int create(int parent, const char *name, mode_t mode) {
    struct stat old;
    if (fstatat(parent, name, &old, AT_SYMLINK_NOFOLLOW) == 0) {
        if (!S_ISREG(old.st_mode)) {
            errno = S_ISDIR(old.st_mode) ? EISDIR : EEXIST;
            return -1;
        }
        if (unlinkat(parent, name, 0) < 0)
            return -1;
    } else if (errno != ENOENT) {
        return -1;
    }
    return openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
}

static bool fill(int file, const uint8_t *content, size_t length) {
    while (length > 0) {
        ssize_t wrote = write(file, content, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        content += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

static bool write_below(int work, const struct file_frame *file) {
    char path[sizeof file->path];
    memcpy(path, file->path, sizeof path);
    int parent = openat(work, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    char *name = path;
    for (char *slash; parent >= 0 && (slash = strchr(name, '/')) != NULL; name = slash + 1) {
        *slash = '\0';
        int below = enter(parent, name);
        int problem = errno;
        close(parent);
        errno = problem;
        parent = below;
    }
    if (parent < 0)
        return false;
    int target = create(parent, name, file->executable ? 0755 : 0644);
    bool done = target >= 0 && fill(target, file->content, file->length);
    int problem = errno;
    if (target >= 0) {
        close(target);
        if (!done)
            unlinkat(parent, name, 0);
    }
    close(parent);
    errno = problem;
    return done;
}

const char *work_write(int work, uid_t owner, const struct file_frame *file, char complaint[256]) {
    /* Leaving file-system uid 0 also takes the capabilities that pass file permissions; coming back restores them. */
    setfsgid(owner);
    setfsuid(owner);
    bool done = write_below(work, file);
    int problem = errno;
    setfsuid(0);
    setfsgid(0);
    if (done)
        return NULL;
    const char *reason = problem == ELOOP || problem == EEXIST || problem == ENOTDIR || problem == EISDIR
                             ? "an entry of another kind is in the way"
                             : strerror(problem);
    snprintf(complaint, 256, "cannot write %.150s: %s", file->path, reason);
    return complaint;
}
