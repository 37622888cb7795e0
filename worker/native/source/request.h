/* The fields of an R frame: what to run, and within which limits. */
#ifndef KILN_REQUEST_H
#define KILN_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* None of them may be left out, none may be zero: a request cannot switch a limit off. */
struct limits {
    uint64_t cpu_millis;   /* CPU time of all processes together */
    uint64_t wall_millis;  /* elapsed time */
    uint64_t memory_bytes; /* memory of all processes together */
    uint64_t processes;    /* processes and threads at once */
    uint64_t output_bytes; /* standard output and standard error together */
    uint64_t file_bytes;   /* size of one file */
    uint64_t stack_bytes;  /* stack of the main thread */
};

struct request {
    char *text; /* the fields; what follows points into it */
    char **arguments;
    char **environment;
    size_t argument_count, environment_count;
    struct limits limits;
};

/* NULL if the fields are a request, else what is wrong with them. Free what was parsed with request_free either way. */
const char *request_parse(struct request *request, const uint8_t *fields, size_t length);

void request_free(struct request *request);

#endif
