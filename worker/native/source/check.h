/* The self-test. */
#ifndef KILN_CHECK_H
#define KILN_CHECK_H

#include <stdbool.h>

/* Prints a line per check (or JSON). Returns the exit status: 0 only if every check holds. */
int check(bool json);

#endif
