/*
 * Put under a process by LD_PRELOAD, this notes how much of each of its files is synced: what a loss of power would
 * leave of it. VolatileDisk reads the notes.
 *
 * Each successful fsync or fdatasync of a regular file appends 16 bytes to the file that KILN_SYNCED_NOTES names: the
 * inode, then the size that the file had before the sync began, both 64 bits in the machine's order. What was written
 * while the sync went on may be on the disk or not, and is held to be lost. sync_file_range promises nothing and is not
 * noted.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int notes = -1;

__attribute__((constructor)) static void open_notes(void)
{
    const char *path = getenv("KILN_SYNCED_NOTES");

    if (path == NULL)
        abort();
    notes = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (notes < 0)
        abort();
}

/* A note that cannot be written would make a sync look as if it had not been: better no process than a wrong verdict. */
static int synced(int fd, int (*real)(int))
{
    struct stat before;
    int known = fstat(fd, &before) == 0 && S_ISREG(before.st_mode);
    int answer = real(fd);

    if (answer == 0 && known) {
        uint64_t note[2] = { (uint64_t)before.st_ino, (uint64_t)before.st_size };
        int saved = errno;

        if (write(notes, note, sizeof note) != (ssize_t)sizeof note)
            abort();
        errno = saved;
    }
    return answer;
}

int fsync(int fd)
{
    static int (*real)(int);

    if (real == NULL)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return synced(fd, real);
}

int fdatasync(int fd)
{
    static int (*real)(int);

    if (real == NULL)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return synced(fd, real);
}
