/* One run, watched from outside. */
#ifndef KILN_RUN_H
#define KILN_RUN_H

#include "box.h"
#include "frame.h"
#include "request.h"

enum run_answer {
    RUN_DONE,        /* Z or X was sent, the box goes on */
    RUN_WORKER_GONE, /* everything of the run is dead */
    RUN_PROTOCOL,    /* the worker broke the protocol; it was told */
};

/* Runs the request, whose fields are given as they came, in the prepared stage. Frames that come meanwhile are heard.
 */
enum run_answer run_request(struct box *box, struct frame_reader *reader, const struct request *request,
                            const struct frame *fields);

#endif
