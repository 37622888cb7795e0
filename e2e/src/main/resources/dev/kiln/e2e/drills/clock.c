/*
 * Put under a process by LD_PRELOAD, this gives it a clock of its own: the time of day that the system tells, plus what
 * the file that KILN_CLOCK_OFFSET names says, nanoseconds as 64 bits in the machine's order. The file is mapped, so that
 * the clock can be set while the process runs. Clocks that only measure intervals are left alone, as they are when an
 * operator sets the time of a machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define NANOS 1000000000LL

static _Atomic int64_t *offset;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void map_offset(void)
{
    const char *path = getenv("KILN_CLOCK_OFFSET");
    int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    void *map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, fd, 0);

    if (map == MAP_FAILED)
        abort();
    close(fd);
    real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    offset = map;
}

static int shifted(clockid_t clock, struct timespec *time)
{
    int answer = real_clock_gettime(clock, time);

    if (answer == 0) {
        int64_t nanos = (int64_t)time->tv_sec * NANOS + time->tv_nsec + atomic_load(offset);

        time->tv_sec = nanos / NANOS;
        time->tv_nsec = nanos % NANOS;
    }
    return answer;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    /* Other libraries may ask before our constructor has run. */
    if (offset == NULL) {
        if (real_clock_gettime == NULL)
            real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
        return real_clock_gettime(clock, time);
    }
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
        return shifted(clock, time);
    return real_clock_gettime(clock, time);
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    struct timespec now;

    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *where)
{
    struct timespec now;

    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return -1;
    if (where != NULL)
        *where = now.tv_sec;
    return now.tv_sec;
}
