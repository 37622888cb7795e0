/* Standard input of the next run: gathered in memory, sealed when the run starts. */
#ifndef KILN_INPUT_H
#define KILN_INPUT_H

#include "box.h"
#include "frame.h"

/* An empty input if there is none yet. NULL or what is wrong. */
const char *input_make(struct box *box);

/* Appends. NULL or what is wrong. */
const char *input_add(struct box *box, const struct frame *frame);

/* Makes it unchangeable for launcher and program alike, and lets go of it. NULL or what is wrong. */
const char *input_seal(struct box *box);

#endif
