/* The file system that a box sees. */
#ifndef KILN_ROOT_H
#define KILN_ROOT_H

#include "box.h"

/*
 * Moves this process into a mount namespace of its own whose whole tree is the box's root: afterwards no path leads to
 * the host. Sets box->work. Fails by `fail`.
 */
void root_enter(struct box *box);

/*
 * Adds what each run has afresh: /proc, /tmp, /dev/shm, /dev/pts. To be called in a mount, pid and ipc namespace of the
 * run. Returns NULL or the step that failed, with errno.
 */
const char *root_freshen(uint64_t scratch_bytes);

#endif
