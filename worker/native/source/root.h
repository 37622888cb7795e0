/* The file system that a box sees. */
#ifndef KILN_ROOT_H
#define KILN_ROOT_H

#include "box.h"

/* A million empty files would otherwise hold kernel memory that the size of a tmpfs does not count. */
#define TMPFS_INODES 65536

/*
 * Moves this process into a mount namespace of its own whose whole tree is the box's root: afterwards no path leads to
 * the host. Sets box->work. Fails by `fail`.
 */
void root_enter(struct box *box);

#endif
