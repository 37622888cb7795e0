/*
 * kiln-box: runs programs that nobody trusts.
 *
 * THEORY OF OPERATION
 *
 * One launcher is one box. The worker starts it ahead of need and speaks frames with it (PROTOCOL.md). Four processes
 * matter, each with fewer rights than the one before:
 *
 *   worker          trusted, on the host
 *     |  frames over two pipes
 *   keeper          this process. Root on the host: it makes namespaces and control groups, watches the clock and the
 *     |             output, kills. After start-up its mount namespace holds the box's root only. keeper.c, run.c
 *     |  request, notices
 *   reaper          process 1 of a run's pid namespace. Begins as root, prepares the namespaces, then is a user that is
 *     |             nobody on the host, without capabilities. When it goes, the kernel kills the run. inside.c
 *   program         another such user, with seccomp, rlimits, an empty environment
 *
 * What belongs to the box, and stays between its runs: the user namespace, the root (read-only), the work folder.
 * What each run has afresh: pid, ipc, net, uts, cgroup and mount namespaces, a leaf in the control groups, /proc, /tmp,
 * /dev/shm, /dev/pts, a session keyring, standard input.
 *
 * The pid, net, ipc, uts, cgroup and mount namespaces belong to the host's user namespace, not to the box's. A program
 * that regained every capability in its user namespace could still mount nothing and configure no network.
 *
 * What ends a run is always outside of it: the kernel kills the reaper's pid namespace when the keeper says so or dies.
 * Nothing inside can delay, stop or survive that.
 *
 * Files: frame.c and request.c parse; report.c speaks; cgroup-*.c and cgroup.c limit and count; root.c and fresh.c
 * show files; work.c writes files; input.c keeps standard input; generate/seccomp.c filters; stage.c prepares; run.c
 * watches; inside.c drops rights; check.c and probe.c try to break out.
 */
#include "box.h"
#include "check.h"
#include "keeper.h"
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_USAGE 2
#define WORK_BYTES_DEFAULT (UINT64_C(256) << 20)
#define WORK_BYTES_LEAST (UINT64_C(1) << 20)
#define WORK_BYTES_MOST (UINT64_C(1) << 40)
#define SLOT_MOST 4095

static const char usage[] =
    "usage: kiln-box serve [--slot N] [--work-bytes BYTES] [--expose PATH]...\n"
    "       kiln-box check [--json]\n"
    "       kiln-box --version | --help\n"
    "\n"
    "serve  makes one box and answers frames on standard input and output\n"
    "         --slot N            number of the slot, 0 to 4095; without it the first that is free\n"
    "         --work-bytes BYTES  size of the work folder and of /tmp (268435456)\n"
    "         --expose PATH       show this path of the host, read-only, at the same place\n"
    "check  tries to break out of a box; exits 0 only if every attempt fails\n";

static _Noreturn void refuse(const char *what, const char *value) {
    fprintf(stderr, "kiln-box: %s: %.200s\n%s", what, value, usage);
    exit(EXIT_USAGE);
}

static uint64_t number(const char *option, const char *text, uint64_t least, uint64_t most) {
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < least || value > most)
        refuse(option, text);
    return value;
}

static int serve(int count, char **arguments) {
    static const struct option known[] = {{"slot", required_argument, NULL, 's'},
                                          {"work-bytes", required_argument, NULL, 'w'},
                                          {"expose", required_argument, NULL, 'e'},
                                          {"probe", no_argument, NULL, 'p'},
                                          {NULL, 0, NULL, 0}};
    struct options options = {.slot = -1, .work_bytes = WORK_BYTES_DEFAULT};
    options.exposed = calloc((size_t)count, sizeof(char *));
    if (options.exposed == NULL)
        return 1;
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        if (option == 's')
            options.slot = (long)number("--slot", optarg, 0, SLOT_MOST);
        else if (option == 'w')
            options.work_bytes = number("--work-bytes", optarg, WORK_BYTES_LEAST, WORK_BYTES_MOST);
        else if (option == 'e')
            options.exposed[options.exposed_count++] = optarg;
        else if (option == 'p')
            options.probe = true;
        else
            return fputs(usage, stderr), EXIT_USAGE;
    }
    if (optind < count)
        refuse("unexpected argument", arguments[optind]);
    int status = keeper_serve(&options);
    free(options.exposed);
    return status;
}

/* A descriptor below 3 that is not open would be given to a pipe of ours, and then be taken for a standard stream. */
static void fill_standard_streams(void) {
    for (int opened = 0; opened >= 0 && opened < 3;)
        if ((opened = open("/dev/null", O_RDWR | O_CLOEXEC)) > 2)
            close(opened);
}

int main(int count, char **arguments) {
    fill_standard_streams();
    const char *command = count > 1 ? arguments[1] : "";
    if (strcmp(command, "serve") == 0)
        return serve(count - 1, arguments + 1);
    if (strcmp(command, "check") == 0) {
        bool json = count == 3 && strcmp(arguments[2], "--json") == 0;
        if (count > 3 || (count == 3 && !json))
            refuse("unexpected argument", arguments[2]);
        return check(json);
    }
    if (strcmp(command, "probe") == 0 && count == 3) /* what `check` runs inside the box */
        return probe(arguments[2]);
    if (strcmp(command, "--version") == 0)
        return puts("kiln-box " KILN_VERSION), 0;
    if (strcmp(command, "--help") == 0)
        return fputs(usage, stdout), 0;
    if (command[0] == '\0')
        return fputs(usage, stderr), EXIT_USAGE;
    refuse("unknown command", command);
}
