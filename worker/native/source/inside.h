/* The processes inside a box. */
#ifndef KILN_INSIDE_H
#define KILN_INSIDE_H

#include "box.h"

/* The ends of a stage's pipes that the inside holds. */
struct inside_ends {
    int request; /* read end */
    int notices; /* write end */
    int input;   /* standard input of the program */
    int output;
    int error;
};

/* The life of process 1 of a run. Called in the child of the launcher, in the fresh namespaces; never returns. */
_Noreturn void inside_main(const struct box *box, const struct inside_ends *ends);

#endif
