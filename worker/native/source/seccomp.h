/* Which system calls a program may make. */
#ifndef KILN_SECCOMP_H
#define KILN_SECCOMP_H

#include <linux/filter.h>

/*
 * Compiles the filter to the form that the kernel loads. Done once per box, not per run: it takes a millisecond.
 * Returns NULL or what is wrong.
 */
const char *seccomp_compile(struct sock_fprog *filter);

#endif
