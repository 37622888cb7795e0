#include "request.h"

#include <stdlib.h>
#include <string.h>

struct number {
    const char *name;
    size_t offset;
    uint64_t least, most;
};

#define LIMIT(field) offsetof(struct limits, field)

/* The bounds are those of PROTOCOL.md. They keep sums from overflowing; what a caller may ask for is the worker's. */
static const struct number numbers[] = {
    {"cpuMillis", LIMIT(cpu_millis), 1, 86400000},
    {"wallMillis", LIMIT(wall_millis), 1, 86400000},
    {"memoryBytes", LIMIT(memory_bytes), UINT64_C(4) << 20, UINT64_C(1) << 40},
    {"processes", LIMIT(processes), 1, 32768},
    {"outputBytes", LIMIT(output_bytes), 1, UINT64_C(1) << 30},
    {"fileBytes", LIMIT(file_bytes), 1, UINT64_C(1) << 40},
    {"stackBytes", LIMIT(stack_bytes), UINT64_C(128) << 10, UINT64_C(1) << 40},
};

#define NUMBERS (sizeof numbers / sizeof numbers[0])

/* Digits only: no sign, no space, no other base, no overflow. */
static bool decimal(const char *text, uint64_t *value) {
    size_t length = strlen(text);
    if (length == 0 || length > 18)
        return false;
    *value = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        *value = *value * 10 + (uint64_t)(*text - '0');
    }
    return true;
}

static const char *parse_number(struct limits *limits, unsigned *seen, const char *name, const char *value) {
    for (size_t at = 0; at < NUMBERS; at++) {
        if (strcmp(name, numbers[at].name) != 0)
            continue;
        if (*seen & 1u << at)
            return "a limit is there twice";
        *seen |= 1u << at;
        uint64_t number;
        if (!decimal(value, &number))
            return "a limit is not a number";
        if (number < numbers[at].least || number > numbers[at].most)
            return "a limit is out of range";
        memcpy((char *)limits + numbers[at].offset, &number, sizeof number);
        return NULL;
    }
    return "unknown field";
}

static const char *parse_field(struct request *request, unsigned *seen, char *field) {
    char *equals = strchr(field, '=');
    if (equals == NULL)
        return "a field without `=`";
    *equals = '\0';
    char *value = equals + 1;
    if (strcmp(field, "arg") == 0) {
        request->arguments[request->argument_count++] = value;
        return NULL;
    }
    if (strcmp(field, "env") == 0) {
        const char *sign = strchr(value, '=');
        if (sign == NULL || sign == value)
            return "`env` is not NAME=value";
        request->environment[request->environment_count++] = value;
        return NULL;
    }
    return parse_number(&request->limits, seen, field, value);
}

const char *request_parse(struct request *request, const uint8_t *fields, size_t length) {
    *request = (struct request){0};
    if (length == 0)
        return "no fields";
    if (fields[length - 1] != '\0')
        return "bytes after the last field";
    size_t count = 0;
    for (size_t at = 0; at < length; at++)
        count += fields[at] == '\0';
    request->text = malloc(length);
    request->arguments = calloc(count + 1, sizeof(char *));
    request->environment = calloc(count + 1, sizeof(char *));
    if (request->text == NULL || request->arguments == NULL || request->environment == NULL)
        return "out of memory";
    memcpy(request->text, fields, length);

    unsigned seen = 0;
    for (char *field = request->text; field < request->text + length;) {
        char *next = field + strlen(field) + 1; /* before a NUL takes the place of `=` */
        const char *complaint = parse_field(request, &seen, field);
        if (complaint != NULL)
            return complaint;
        field = next;
    }
    if (seen != (1u << NUMBERS) - 1)
        return "a limit is missing";
    if (request->argument_count == 0 || request->arguments[0][0] == '\0')
        return "no program to run";
    return NULL;
}

void request_free(struct request *request) {
    free(request->text);
    free(request->arguments);
    free(request->environment);
    *request = (struct request){0};
}
