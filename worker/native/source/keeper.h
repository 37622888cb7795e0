/* The launcher's life: one box, from its making to its end. */
#ifndef KILN_KEEPER_H
#define KILN_KEEPER_H

#include "box.h"

/* Makes a box and serves the worker on standard input and output. Returns the exit status. */
int keeper_serve(const struct options *options);

#endif
