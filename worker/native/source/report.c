#include "report.h"

#include "frame.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
    bool serving;
    uint8_t *bytes;
    size_t start, end, capacity;
} outbox;

void report_serving(void) {
    outbox.serving = true;
    /* Only our end of the pipe: the worker's is another file description. */
    int flags = fcntl(STDOUT_FILENO, F_GETFL);
    fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
}

size_t report_pending(void) {
    return outbox.end - outbox.start;
}

static void append(const void *bytes, size_t length) {
    if (outbox.start == outbox.end)
        outbox.start = outbox.end = 0;
    if (outbox.capacity - outbox.end < length) {
        size_t wanted = (outbox.end + length) * 2;
        uint8_t *larger = realloc(outbox.bytes, wanted);
        if (larger == NULL) {
            fputs("kiln-box: out of memory\n", stderr);
            _exit(1);
        }
        outbox.bytes = larger;
        outbox.capacity = wanted;
    }
    memcpy(outbox.bytes + outbox.end, bytes, length);
    outbox.end += length;
}

static void send_frame(char type, const void *payload, size_t length) {
    uint8_t header[FRAME_HEADER_BYTES];
    frame_header(header, type, length);
    append(header, sizeof header);
    if (length > 0)
        append(payload, length);
}

bool report_push(void) {
    while (report_pending() > 0) {
        ssize_t written = write(STDOUT_FILENO, outbox.bytes + outbox.start, report_pending());
        if (written < 0)
            return errno == EAGAIN || errno == EINTR;
        outbox.start += (size_t)written;
    }
    return true;
}

bool report_flush(void) {
    for (;;) {
        if (!report_push())
            return false;
        if (report_pending() == 0)
            return true;
        struct pollfd writable = {.fd = STDOUT_FILENO, .events = POLLOUT};
        if (poll(&writable, 1, -1) < 0 && errno != EINTR)
            return false;
    }
}

/* Fields are printf-built as `name=value` with a newline for each NUL, which no value of ours contains. */
static void send_fields(char type, char *text) {
    size_t length = strlen(text);
    for (char *at = text; *at != '\0'; at++)
        if (*at == '\n')
            *at = '\0';
    send_frame(type, text, length);
}

void report_ready(const char *isolation, const char *cgroup) {
    char text[256];
    snprintf(text, sizeof text, "version=%s\nisolation=%s\ncgroup=%s\n", KILN_VERSION, isolation, cgroup);
    send_fields('B', text);
}

void report_output(int stream, const uint8_t *bytes, size_t length) {
    send_frame(stream == 0 ? 'O' : 'E', bytes, length);
}

void report_run(const struct run_report *report) {
    static const char *const ends[] = {"exited", "signaled", "cpu", "wall", "memory", "output", "killed"};
    char exit_code[16] = "", signal_number[16] = "", text[512];
    if (report->exit_code >= 0)
        snprintf(exit_code, sizeof exit_code, "%d", report->exit_code);
    if (report->signal > 0)
        snprintf(signal_number, sizeof signal_number, "%d", report->signal);
    snprintf(text, sizeof text,
             "end=%s\nexitCode=%s\nsignal=%s\ncpuMillis=%llu\nwallMillis=%llu\nmemoryBytes=%llu\n"
             "stdoutTruncated=%d\nstderrTruncated=%d\n",
             ends[report->end], exit_code, signal_number, (unsigned long long)report->cpu_millis,
             (unsigned long long)report->wall_millis, (unsigned long long)report->memory_bytes, report->truncated[0],
             report->truncated[1]);
    send_fields('Z', text);
}

/* A message may quote what a caller sent: control bytes would break the fields and the log, a cut one UTF-8. */
static void send_refusal(const char *code, char *message) {
    for (char *at = message; *at != '\0'; at++)
        if (*at < 0x20 || *at > 0x7e)
            *at = '?';
    fprintf(stderr, "kiln-box: %s\n", message);
    if (!outbox.serving)
        return;
    char text[640];
    snprintf(text, sizeof text, "code=%s\nmessage=%s\n", code, message);
    send_fields('X', text);
}

void report_refusal(const char *code, const char *format, ...) {
    char message[512];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    send_refusal(code, message);
}

_Noreturn void fail(const char *format, ...) {
    char message[512];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    send_refusal("system", message);
    if (outbox.serving)
        report_flush();
    exit(1);
}
