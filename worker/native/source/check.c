/*
 * The self-test starts `serve` as a worker would and runs the probes in that box, so what is proven is what will be
 * used. A check holds only if its probe ended as it must: a probe that could not run is a failure.
 */
#include "check.h"

#include "box.h"
#include "frame.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long the launcher may be silent before a check fails. */
#define PATIENCE_MILLIS 5000

static const struct check {
    const char *name;    /* of the probe, too */
    const char *end;     /* what Z must say */
    const char *changed; /* a limit other than the usual one */
    uint64_t output;     /* bytes of output there must be, 0: any number */
    const char *proves, *remedy;
} checks[] = {
    {"ordinary", "exited", NULL, 0, "threads, files, terminals and 127.0.0.1 work",
     "the box is too strict here: report this with the detail"},
    {"network", "exited", NULL, 0, "no other machine can be reached",
     "the kernel needs CONFIG_NET_NS and the launcher CAP_NET_ADMIN"},
    {"host-files", "exited", NULL, 0, "the host's files cannot be seen", "run the worker with CAP_SYS_ADMIN"},
    {"writing", "exited", NULL, 0, "nothing but /work, /tmp and /dev/shm can be written",
     "run the worker with CAP_SYS_ADMIN"},
    {"processes", "exited", NULL, 0, "other processes cannot be seen or signaled",
     "the kernel needs CONFIG_PID_NS and /proc with hidepid (Linux 5.8)"},
    {"privileges", "exited", NULL, 0, "no capabilities, and none to be got", "the kernel needs CONFIG_USER_NS"},
    {"system-calls", "exited", NULL, 0, "system calls that open the kernel are refused",
     "the kernel needs CONFIG_SECCOMP_FILTER"},
    {"process-limit", "exited", "processes=20", 0, "processes are limited",
     "the worker needs the pids controller of its cgroup (systemd: Delegate=yes)"},
    {"memory-limit", "memory", "memoryBytes=67108864", 0, "memory is limited",
     "the worker needs the memory controller of its cgroup (systemd: Delegate=yes)"},
    {"cpu-limit", "cpu", "cpuMillis=60", 0, "CPU time is limited",
     "the worker needs the cpuacct controller (version 1) or cpu.stat (version 2) of its cgroup"},
    {"wall-limit", "wall", "wallMillis=60", 0, "elapsed time is limited, even for a stopped program",
     "report this: nothing but the launcher is needed for it"},
    {"output-limit", "output", "outputBytes=65536", 65536, "output is limited to the byte",
     "report this: nothing but the launcher is needed for it"},
    {"file-limit", "exited", "fileBytes=1048576", 0, "the size of a file is limited",
     "report this: nothing but the kernel's rlimits is needed for it"},
    {"nothing-outlives", "exited", "wallMillis=2000", 0, "no process outlives its run",
     "the kernel needs CONFIG_PID_NS"},
};

#define CHECKS (sizeof checks / sizeof checks[0])

static const char *const usual[] = {"cpuMillis=2000",     "wallMillis=3000",    "memoryBytes=134217728", "processes=32",
                                    "outputBytes=262144", "fileBytes=16777216", "stackBytes=8388608"};

struct launcher {
    pid_t process;
    int input, output;
};

static struct launcher start_launcher(void) {
    int input[2], output[2];
    struct launcher launcher = {.process = -1};
    if (pipe(input) < 0 || pipe(output) < 0)
        return launcher;
    launcher.process = fork();
    if (launcher.process == 0) {
        char *arguments[] = {(char[]){"kiln-box"}, (char[]){"serve"}, (char[]){"--probe"}, NULL};
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        close_range(3, ~0u, 0);
        execv("/proc/self/exe", arguments);
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    launcher.input = input[1];
    launcher.output = output[0];
    return launcher;
}

/* The next frame of the launcher. False if none came in time. */
static bool hear(struct launcher *launcher, char *type, char *payload, size_t size, size_t *length) {
    uint8_t header[FRAME_HEADER_BYTES];
    size_t got = 0, wanted = sizeof header;
    *length = 0;
    while (got < wanted) {
        struct pollfd readable = {.fd = launcher->output, .events = POLLIN};
        if (poll(&readable, 1, PATIENCE_MILLIS) <= 0)
            return false;
        void *target = got < sizeof header ? (void *)(header + got) : (void *)(payload + got - sizeof header);
        size_t part = got < sizeof header ? sizeof header - got : wanted - got;
        ssize_t now = read(launcher->output, target, part);
        if (now <= 0)
            return false;
        got += (size_t)now;
        if (got == sizeof header) {
            *length = (size_t)header[0] << 24 | (size_t)header[1] << 16 | (size_t)header[2] << 8 | header[3];
            if (*length >= size)
                return false;
            wanted += *length;
        }
    }
    *type = (char)header[4];
    payload[*length] = '\0';
    return true;
}

/* The value of a field, or an empty text. */
static const char *field(const char *payload, size_t length, const char *name) {
    size_t bytes = strlen(name);
    for (const char *at = payload; at < payload + length; at += strlen(at) + 1)
        if (strncmp(at, name, bytes) == 0 && at[bytes] == '=')
            return at + bytes + 1;
    return "";
}

static void add(char *fields, size_t *length, const char *name, const char *value) {
    *length += (size_t)sprintf(fields + *length, "%s%s", name, value) + 1;
}

static bool ask(struct launcher *launcher, const struct check *check) {
    char fields[1024];
    uint8_t header[FRAME_HEADER_BYTES];
    size_t length = 0;
    add(fields, &length, "arg=", PROBE_PATH);
    add(fields, &length, "arg=", "probe");
    add(fields, &length, "arg=", check->name);
    for (size_t at = 0; at < sizeof usual / sizeof usual[0]; at++) {
        size_t name = strcspn(usual[at], "=") + 1;
        bool changed = check->changed != NULL && strncmp(check->changed, usual[at], name) == 0;
        add(fields, &length, "", changed ? check->changed : usual[at]);
    }
    frame_header(header, 'R', length);
    return write(launcher->input, header, sizeof header) == (ssize_t)sizeof header &&
           write(launcher->input, fields, length) == (ssize_t)length;
}

/* Runs one probe. True if it ended as it must; `detail` says how it ended otherwise. */
static bool hold(struct launcher *launcher, const struct check *check, char detail[256]) {
    static char payload[1 << 20];
    char type, said[128] = "";
    size_t length, output = 0;
    if (!ask(launcher, check)) {
        snprintf(detail, 256, "the launcher is gone");
        return false;
    }
    while (hear(launcher, &type, payload, sizeof payload, &length)) {
        if (type == 'O') {
            if (output == 0)
                snprintf(said, sizeof said, "%.*s", (int)strcspn(payload, "\n"), payload);
            output += length;
        } else if (type == 'Z') {
            const char *end = field(payload, length, "end"), *code = field(payload, length, "exitCode");
            bool held = strcmp(end, check->end) == 0 && (strcmp(end, "exited") != 0 || strcmp(code, "0") == 0) &&
                        (check->output == 0 || output == check->output);
            if (!held)
                snprintf(detail, 256, "%.100s (%.20s %.20s)", check->output == 0 ? said : "output", end, code);
            return held;
        } else if (type == 'X') {
            snprintf(detail, 256, "%.200s", field(payload, length, "message"));
            return false;
        }
    }
    snprintf(detail, 256, "the launcher gave no answer");
    return false;
}

/* What we print is ASCII without control bytes; quotes and backslashes have to be escaped. */
static void print_json_text(const char *name, const char *text) {
    printf("\"%s\":\"", name);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar(*text < 0x20 || *text > 0x7e ? '?' : *text);
    }
    putchar('"');
}

static void print_check(bool json, bool first, const struct check *check, bool held, const char *detail) {
    if (!json) {
        printf("%s  %-16s  %s\n", held ? "ok  " : "FAIL", check->name, check->proves);
        if (!held)
            printf("      found: %s\n      remedy: %s\n", detail, check->remedy);
        return;
    }
    printf("%s{", first ? "" : ",");
    print_json_text("name", check->name);
    printf(",\"holds\":%s,", held ? "true" : "false");
    print_json_text("proves", check->proves);
    if (held) {
        printf(",\"detail\":null,\"remedy\":null}");
        return;
    }
    putchar(',');
    print_json_text("detail", detail);
    putchar(',');
    print_json_text("remedy", check->remedy);
    putchar('}');
}

int check(bool json) {
    static char payload[4096];
    static const struct check starting = {
        .name = "start", .proves = "a box can be made", .remedy = "run the worker as root, in a cgroup of its own"};
    char type = 0, detail[256] = "the launcher gave no answer";
    size_t length = 0;
    signal(SIGPIPE, SIG_IGN);
    struct launcher launcher = start_launcher();
    bool started = launcher.process > 0 && hear(&launcher, &type, payload, sizeof payload, &length) && type == 'B';
    if (type == 'X')
        snprintf(detail, sizeof detail, "%.250s", field(payload, length, "message"));
    if (json) {
        printf("{\"version\":\"" KILN_VERSION "\",");
        print_json_text("isolation", started ? field(payload, length, "isolation") : "none");
        putchar(',');
        print_json_text("cgroup", started ? field(payload, length, "cgroup") : "none");
        printf(",\"checks\":[");
    }
    print_check(json, true, &starting, started, detail);
    bool all = started;
    for (size_t at = 0; started && at < CHECKS; at++) {
        bool held = hold(&launcher, &checks[at], detail);
        print_check(json, false, &checks[at], held, detail);
        all &= held;
    }
    if (json)
        printf("],\"holds\":%s}\n", all ? "true" : "false");
    if (launcher.process > 0) {
        close(launcher.input);
        close(launcher.output);
        waitpid(launcher.process, NULL, 0);
    }
    return fflush(stdout) == 0 && all ? 0 : 1;
}
