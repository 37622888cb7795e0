#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *input_make(struct box *box) {
    if (box->input >= 0)
        return NULL;
    box->input_bytes = 0;
    box->input = memfd_create("stdin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    /* Not the program's own file, and to be read only: so that it can be opened again as /dev/stdin, no more. */
    if (box->input < 0 || fchmod(box->input, 0444) < 0)
        return "cannot make standard input";
    return NULL;
}

const char *input_add(struct box *box, const struct frame *frame) {
    const char *problem = input_make(box);
    if (problem != NULL)
        return problem;
    if (box->input_bytes + frame->length > INPUT_BYTES)
        return "more than 16 MiB of standard input";
    for (size_t at = 0; at < frame->length;) {
        /* Positioned, as the program shares the file description and reads from its start. */
        ssize_t wrote = pwrite(box->input, frame->payload + at, frame->length - at, (off_t)(box->input_bytes + at));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return "cannot keep standard input";
        at += (size_t)wrote;
    }
    box->input_bytes += frame->length;
    return NULL;
}

const char *input_seal(struct box *box) {
    if (fcntl(box->input, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
        return "cannot seal standard input";
    close(box->input);
    box->input = -1;
    return NULL;
}
