/* The file systems that each run has afresh. */
#ifndef KILN_FRESH_H
#define KILN_FRESH_H

#include <stdint.h>

/*
 * Mounts /proc, /tmp, /dev/shm and /dev/pts. To be called in a mount, pid and ipc namespace of the
 * run. Returns NULL or the step that failed, with errno.
 */
const char *fresh_mount(uint64_t scratch_bytes);

#endif
