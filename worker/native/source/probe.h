/* What the self-test runs inside a box. */
#ifndef KILN_PROBE_H
#define KILN_PROBE_H

/* Returns the exit status: 0 if every attempt of this name failed as it must; a line on standard output says what. */
int probe(const char *name);

#endif
