/* Frames and fields: how bytes from the worker become questions. See PROTOCOL.md. */
#ifndef KILN_FRAME_H
#define KILN_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define FRAME_HEADER_BYTES 5
#define FRAME_PAYLOAD_BYTES (64u << 20)
#define INPUT_BYTES (16u << 20)
#define REQUEST_BYTES (4u << 20)

struct frame {
    char type;
    const uint8_t *payload; /* valid until the reader is filled again */
    size_t length;
};

/* Gathers bytes until a frame is whole. Never blocks by itself, never holds more than one frame of the largest kind. */
struct frame_reader {
    uint8_t *bytes;
    size_t start, end, capacity;
};

enum frame_answer { FRAME_INCOMPLETE, FRAME_WHOLE, FRAME_REFUSED };

/* One read(2). Returns bytes read, 0 at the end of input, -1 with errno. */
ssize_t frame_fill(struct frame_reader *reader, int descriptor);

/* The next whole frame, if there is one. Refuses unknown types and lengths as soon as the header is there. */
enum frame_answer frame_next(struct frame_reader *reader, struct frame *frame, const char **complaint);

void frame_header(uint8_t header[FRAME_HEADER_BYTES], char type, size_t length);

/* The path, mode and content of an F frame. The path is not checked here but where it is used. */
struct file_frame {
    char path[4097];
    bool executable;
    const uint8_t *content;
    size_t length;
};

/* False if the frame is not of that form; *path_complaint is set if only the path breaks the rules. */
bool file_frame_parse(const struct frame *frame, struct file_frame *file, const char **path_complaint);

#endif
