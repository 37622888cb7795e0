/* Every byte that is parsed here comes from the worker, which is trusted but passes on what untrusted callers sent. */
#include "frame.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READ_BYTES (64u << 10)

/* What a reader keeps between frames; a larger buffer, left over from a large file, is given back. */
#define KEPT_BYTES (1u << 20)

static const struct {
    char type;
    size_t most; /* bytes of payload */
} known[] = {{'F', FRAME_PAYLOAD_BYTES}, {'I', INPUT_BYTES}, {'R', REQUEST_BYTES}, {'K', 0}};

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

void frame_header(uint8_t header[FRAME_HEADER_BYTES], char type, size_t length) {
    header[0] = (uint8_t)(length >> 24);
    header[1] = (uint8_t)(length >> 16);
    header[2] = (uint8_t)(length >> 8);
    header[3] = (uint8_t)length;
    header[4] = (uint8_t)type;
}

/* Room for at least `wanted` bytes in all, moving what is held to the front. */
static bool reserve(struct frame_reader *reader, size_t wanted) {
    size_t held = reader->end - reader->start;
    if (held > 0 && reader->start > 0)
        memmove(reader->bytes, reader->bytes + reader->start, held);
    reader->start = 0;
    reader->end = held;
    bool shrink = reader->capacity > KEPT_BYTES && wanted <= READ_BYTES;
    if (reader->capacity >= wanted && !shrink)
        return true;
    uint8_t *larger = realloc(reader->bytes, wanted);
    if (larger == NULL)
        return false;
    reader->bytes = larger;
    reader->capacity = wanted;
    return true;
}

ssize_t frame_fill(struct frame_reader *reader, int descriptor) {
    size_t held = reader->end - reader->start;
    size_t wanted = READ_BYTES;
    if (held >= FRAME_HEADER_BYTES) {
        /* frame_next has accepted this length before the caller comes here for more. */
        size_t whole = FRAME_HEADER_BYTES + (size_t)big_endian(reader->bytes + reader->start);
        if (whole > wanted)
            wanted = whole;
    }
    if (held >= wanted)
        wanted = held + READ_BYTES;
    if (!reserve(reader, wanted)) {
        errno = ENOMEM;
        return -1;
    }
    ssize_t got = read(descriptor, reader->bytes + reader->end, reader->capacity - reader->end);
    if (got > 0)
        reader->end += (size_t)got;
    return got;
}

enum frame_answer frame_next(struct frame_reader *reader, struct frame *frame, const char **complaint) {
    size_t held = reader->end - reader->start;
    if (held < FRAME_HEADER_BYTES)
        return FRAME_INCOMPLETE;
    const uint8_t *header = reader->bytes + reader->start;
    size_t length = big_endian(header);
    size_t kind = 0;
    while (kind < sizeof known / sizeof known[0] && known[kind].type != (char)header[4])
        kind++;
    if (kind == sizeof known / sizeof known[0]) {
        *complaint = "unknown frame type";
        return FRAME_REFUSED;
    }
    if (length > known[kind].most) {
        *complaint = "frame too long for its type";
        return FRAME_REFUSED;
    }
    if (held < FRAME_HEADER_BYTES + length)
        return FRAME_INCOMPLETE;
    *frame = (struct frame){.type = (char)header[4], .payload = header + FRAME_HEADER_BYTES, .length = length};
    reader->start += FRAME_HEADER_BYTES + length;
    return FRAME_WHOLE;
}

/* The rules of PROTOCOL.md: relative, no empty part, no `.`, no `..`, no NUL, bounded. NULL if the path keeps them. */
static const char *path_breaks(const uint8_t *path, size_t length) {
    if (length == 0)
        return "empty path";
    if (length > 4096)
        return "path longer than 4096 bytes";
    if (memchr(path, '\0', length) != NULL)
        return "NUL in path";
    size_t part = 0;
    for (size_t at = 0; at <= length; at++) {
        if (at < length && path[at] != '/')
            continue;
        size_t bytes = at - part;
        if (bytes == 0)
            return path[0] == '/' ? "absolute path" : "empty part in path";
        if (bytes > 255)
            return "part of path longer than 255 bytes";
        if (path[part] == '.' && (bytes == 1 || (bytes == 2 && path[part + 1] == '.')))
            return "`.` or `..` in path";
        part = at + 1;
    }
    return NULL;
}

bool file_frame_parse(const struct frame *frame, struct file_frame *file, const char **path_complaint) {
    if (frame->length < 3)
        return false;
    size_t path = (size_t)frame->payload[0] << 8 | frame->payload[1];
    if (frame->length < 2 + path + 1)
        return false;
    uint8_t executable = frame->payload[2 + path];
    if (executable > 1)
        return false;
    *path_complaint = path_breaks(frame->payload + 2, path);
    size_t copied = path < sizeof file->path ? path : sizeof file->path - 1;
    memcpy(file->path, frame->payload + 2, copied);
    file->path[copied] = '\0';
    file->executable = executable == 1;
    file->content = frame->payload + 2 + path + 1;
    file->length = frame->length - 2 - path - 1;
    return true;
}
