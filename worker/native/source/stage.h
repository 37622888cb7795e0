/* What is made ready for a run before it is asked for. */
#ifndef KILN_STAGE_H
#define KILN_STAGE_H

#include "box.h"

/* Makes the user namespace of the box, with its two ids. Needs the host's /proc. Fails by `fail`. */
void stage_make_user_namespace(struct box *box);

/* Makes the leaf, the namespaces and the two processes of the next run. False after a refusal was reported. */
bool stage_prepare(struct box *box);

/* False if the stage was killed since it was made, as the host's out-of-memory killer may have done. */
bool stage_alive(const struct stage *stage);

/* One notice from inside. False if there is none: at the end of the pipe, or if `wait_millis` passed. */
bool stage_notice(const struct stage *stage, struct notice *notice, int wait_millis);

/* Kills every process of the stage and waits until none is left. */
void stage_kill(struct stage *stage);

/* Kills, closes and removes all of it. */
void stage_discard(struct box *box);

#endif
