/* Parts that need no box: parsing of hostile bytes, and finding control groups in made-up trees. */
#include "cgroup.h"
#include "frame.h"
#include "request.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int checks, failures;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        checks++;                                                                                                      \
        if (!(condition)) {                                                                                            \
            failures++;                                                                                                \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                             \
        }                                                                                                              \
    } while (0)

static uint64_t seed = 20251;

/* xorshift64: the same bytes on every machine. */
static uint32_t chance(uint32_t below) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % below;
}

/* ---- frames ---- */

/* Feeds the bytes in pieces of random size through a pipe; returns how the reader ended. */
static enum frame_answer read_frames(const uint8_t *bytes, size_t length, size_t *frames, size_t *payload) {
    int ends[2];
    struct frame_reader reader = {0};
    enum frame_answer answer = FRAME_INCOMPLETE;
    const char *complaint = NULL;
    *frames = *payload = 0;
    if (pipe(ends) < 0)
        abort();
    for (size_t written = 0, filled = 0; filled < length && answer != FRAME_REFUSED;) {
        if (written == filled) {
            size_t piece = 1 + chance(5000);
            piece = piece < length - written ? piece : length - written;
            if (write(ends[1], bytes + written, piece) != (ssize_t)piece)
                abort();
            written += piece;
        }
        ssize_t got = frame_fill(&reader, ends[0]);
        CHECK(got > 0);
        filled += got > 0 ? (size_t)got : 0;
        struct frame frame;
        while ((answer = frame_next(&reader, &frame, &complaint)) == FRAME_WHOLE) {
            ++*frames;
            *payload += frame.length;
        }
    }
    CHECK((answer == FRAME_REFUSED) == (complaint != NULL));
    free(reader.bytes);
    close(ends[0]);
    close(ends[1]);
    return answer;
}

static void frames_arrive_whole_in_any_pieces(void) {
    for (int round = 0; round < 50; round++) {
        static uint8_t bytes[400000];
        size_t length = 0, sent = 0, total = 0, frames, payload;
        while (length < 200000) {
            size_t size = chance(3) == 0 ? chance(100000) : chance(50);
            frame_header(bytes + length, 'F', size);
            length += FRAME_HEADER_BYTES + size;
            total += size;
            sent++;
        }
        CHECK(read_frames(bytes, length, &frames, &payload) == FRAME_INCOMPLETE);
        CHECK(frames == sent && payload == total);
    }
}

static void frames_of_random_bytes_are_refused_or_wait(void) {
    static const char types[] = "FIRKQZ\0";
    for (int round = 0; round < 20000; round++) {
        uint8_t bytes[64];
        size_t length = 1 + chance(sizeof bytes), frames, payload;
        for (size_t at = 0; at < length; at++)
            bytes[at] = (uint8_t)chance(256);
        if (length >= FRAME_HEADER_BYTES && chance(2) == 0)
            frame_header(bytes, types[chance(7)], chance(60));
        CHECK(read_frames(bytes, length, &frames, &payload) != FRAME_WHOLE);
    }
}

static void a_large_frame_gives_its_memory_back(void) {
    int ends[2];
    struct frame_reader reader = {0};
    struct frame frame;
    const char *complaint;
    uint8_t piece[4096] = {0};
    if (pipe(ends) < 0)
        abort();
    frame_header(piece, 'F', 3 << 20);
    for (size_t sent = 0; sent < FRAME_HEADER_BYTES + (3 << 20); sent += sizeof piece) {
        size_t left = FRAME_HEADER_BYTES + (3 << 20) - sent;
        size_t size = left < sizeof piece ? left : sizeof piece;
        CHECK(frame_next(&reader, &frame, &complaint) == FRAME_INCOMPLETE);
        CHECK(write(ends[1], piece, size) == (ssize_t)size);
        CHECK(frame_fill(&reader, ends[0]) == (ssize_t)size);
    }
    CHECK(frame_next(&reader, &frame, &complaint) == FRAME_WHOLE && frame.length == 3 << 20);
    CHECK(reader.capacity > 3 << 20);
    CHECK(write(ends[1], "x", 1) == 1 && frame_fill(&reader, ends[0]) == 1);
    CHECK(reader.capacity < 1 << 20 && reader.bytes[reader.start] == 'x');
    free(reader.bytes);
    close(ends[0]);
    close(ends[1]);
}

/* Copied to the heap in its exact size, so that AddressSanitizer sees a read past it. */
static void file_frames_of_random_bytes_stay_in_bounds(void) {
    for (int round = 0; round < 20000; round++) {
        size_t length = chance(40);
        uint8_t *bytes = malloc(length + 1);
        if (bytes == NULL)
            abort();
        uint8_t *end = bytes + length;
        for (uint8_t *at = bytes; at < end; at++)
            *at = chance(3) == 0 ? (uint8_t) "/./a\0"[chance(5)] : (uint8_t)chance(30);
        if (length > 1)
            bytes[0] = 0;
        uint8_t *exact = malloc(length == 0 ? 1 : length);
        if (exact == NULL)
            abort();
        memcpy(exact, bytes, length);
        struct frame frame = {'F', exact, length};
        struct file_frame file;
        const char *complaint = NULL;
        if (file_frame_parse(&frame, &file, &complaint)) {
            CHECK(file.content + file.length == exact + length);
            if (complaint == NULL)
                CHECK(file.path[0] != '/' && file.path[0] != '\0' && strstr(file.path, "//") == NULL &&
                      strncmp(file.path, "../", 3) != 0 && strstr(file.path, "/../") == NULL);
        }
        free(exact);
        free(bytes);
    }
}

/* ---- requests ---- */

static const char good[] = "arg=/bin/true\0env=A=b\0cpuMillis=1\0wallMillis=1\0memoryBytes=4194304\0processes=1\0"
                           "outputBytes=1\0fileBytes=1\0stackBytes=131072";

static bool parses(const char *fields, size_t length) {
    struct request request;
    const char *complaint = request_parse(&request, (const uint8_t *)fields, length);
    request_free(&request);
    return complaint == NULL;
}

static void requests_are_parsed_or_refused(void) {
    CHECK(parses(good, sizeof good));
    for (size_t length = 0; length < sizeof good; length++)
        CHECK(!parses(good, length));
    /* One byte changed: whatever it makes of it, it stays in bounds. */
    int accepted = 0;
    for (int round = 0; round < 50000; round++) {
        char *fields = malloc(sizeof good);
        if (fields == NULL)
            abort();
        memcpy(fields, good, sizeof good);
        for (uint32_t changes = 1 + chance(4); changes > 0; changes--)
            fields[chance(sizeof good)] = (char)chance(256);
        accepted += parses(fields, sizeof good);
        free(fields);
    }
    CHECK(accepted > 0 && accepted < 50000);
}

/* ---- control groups ---- */

static char tree[] = "/tmp/kiln-box-test-XXXXXX";

static void put(const char *path, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(const char *path, const char *format, ...) {
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", tree, path);
    for (char *slash = whole + sizeof tree; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(whole, 0755);
        *slash = '/';
    }
    FILE *file = fopen(whole, "w");
    if (file == NULL)
        abort();
    va_list values;
    va_start(values, format);
    vfprintf(file, format, values);
    va_end(values);
    fclose(file);
}

static const char *content(const char *path) {
    static char text[256];
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", tree, path);
    memset(text, 0, sizeof text);
    int file = open(whole, O_RDONLY);
    if (file >= 0 && read(file, text, sizeof text - 1) < 0)
        abort();
    if (file >= 0)
        close(file);
    return text;
}

/* Where the group at `relative` was found, or NULL. */
static bool found(const struct cgroup_place *place, enum cgroup_controller controller, const char *relative) {
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", tree, relative);
    return strcmp(place->path[place->of[controller]], whole) == 0;
}

static struct cgroup_place place;

static const char *find(const char *proc) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", tree, proc);
    memset(&place, 0, sizeof place);
    return cgroup_find(&place, path);
}

static void version_1_is_found_where_each_controller_is_mounted(void) {
    put("one/cgroup", "4:memory:/a/b\n3:pids:/\n2:cpu,cpuacct:/c\n1:name=systemd:/x\n0::/\n");
    put("one/mountinfo",
        "30 20 0:1 / %s/v1/memory rw - cgroup cgroup rw,memory\n31 20 0:2 / %s/v1/pids rw - cgroup cgroup rw,pids\n"
        "32 20 0:3 / %s/v1/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
        "33 20 0:4 / %s/v1/unified rw - cgroup2 cgroup2 rw\n",
        tree, tree, tree, tree);
    put("v1/memory/a/b/tasks", "%s", "");
    put("v1/pids/tasks", "%s", "");
    put("v1/cpu,cpuacct/c/tasks", "%s", "");
    put("v1/unified/cgroup.controllers", "hugetlb\n");
    CHECK(find("one") == NULL);
    CHECK(place.version == 1 && place.count == 3);
    CHECK(found(&place, CGROUP_MEMORY, "v1/memory/a/b"));
    CHECK(found(&place, CGROUP_PIDS, "v1/pids"));
    CHECK(found(&place, CGROUP_CPU, "v1/cpu,cpuacct/c") && found(&place, CGROUP_CPUACCT, "v1/cpu,cpuacct/c"));
}

static void version_1_is_found_in_a_container_that_sees_a_part(void) {
    put("part/cgroup", "3:memory,pids,cpu,cpuacct:/docker/123\n");
    put("part/mountinfo", "30 20 0:1 /docker/123 %s/part-v1 rw - cgroup cgroup rw,memory,pids,cpu,cpuacct\n", tree);
    put("part-v1/tasks", "%s", "");
    CHECK(find("part") == NULL && place.count == 1 && found(&place, CGROUP_MEMORY, "part-v1"));
}

static void version_2_is_preferred_and_turned_on(void) {
    put("two/cgroup", "0::/kiln.service\n");
    put("two/mountinfo", "30 20 0:1 / %s/v2 rw - cgroup2 cgroup2 rw\n", tree);
    put("v2/kiln.service/cgroup.controllers", "cpuset cpu io memory pids\n");
    put("v2/kiln.service/cgroup.subtree_control", "%s", "");
    CHECK(find("two") == NULL);
    CHECK(place.version == 2 && place.count == 1 && found(&place, CGROUP_PIDS, "v2/kiln.service"));
    CHECK(strcmp(content("v2/kiln.service/cgroup.subtree_control"), "+pids") == 0 ||
          strstr(content("v2/kiln.service/cgroup.subtree_control"), "+pids") != NULL);
}

static void version_2_is_found_above_the_group_that_we_were_put_aside_in(void) {
    put("aside/cgroup", "0::/kiln.service/kiln-worker\n");
    put("aside/mountinfo", "30 20 0:1 / %s/v2 rw - cgroup2 cgroup2 rw\n", tree);
    put("v2/kiln.service/kiln-worker/cgroup.controllers", "%s", "");
    CHECK(find("aside") == NULL && found(&place, CGROUP_MEMORY, "v2/kiln.service"));
}

/* As in a login session. That its group refuses is made up by a folder in the place of the file. */
static void version_2_is_used_from_its_top_where_our_group_cannot_be_divided(void) {
    put("session/cgroup", "0::/user.slice/session-1.scope\n");
    put("session/mountinfo", "30 20 0:1 / %s/v2top rw - cgroup2 cgroup2 rw\n", tree);
    put("v2top/cgroup.controllers", "cpu memory pids\n");
    put("v2top/cgroup.subtree_control", "%s", "");
    put("v2top/user.slice/session-1.scope/cgroup.controllers", "memory pids\n");
    put("v2top/user.slice/session-1.scope/cgroup.subtree_control/x", "%s", "");
    CHECK(find("session") == NULL && place.version == 2 && found(&place, CGROUP_MEMORY, "v2top"));
}

static void version_2_without_controllers_is_refused_with_a_remedy(void) {
    put("bare/cgroup", "0::/bare.service\n");
    put("bare/mountinfo", "30 20 0:1 / %s/v2 rw - cgroup2 cgroup2 rw\n", tree);
    put("v2/bare.service/cgroup.controllers", "memory_recursiveprot pidsx\n");
    const char *problem = find("bare");
    CHECK(problem != NULL && strlen(problem) > 10);
}

static void broken_files_of_proc_are_no_control_groups(void) {
    put("broken/cgroup", "x\n\n::\n4:memory\n:::::\n");
    put("broken/mountinfo", "1\n - \n30 20 0:1 / /x rw - \n");
    CHECK(find("broken") != NULL);
    CHECK(find("no-such-folder") != NULL);
}

/* What a leaf's files say, on both versions. */
static void numbers_are_read_by_key(void) {
    const char *events = "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 7\n";
    CHECK(cgroup_number(events, "oom_kill", 99) == 2);
    CHECK(cgroup_number(events, "oom", 99) == 3);
    CHECK(cgroup_number("oom_kill_disable 0\nunder_oom 0\noom_kill 5\n", "oom_kill", 99) == 5);
    CHECK(cgroup_number("usage_usec 123456\nuser_usec 1\n", "usage_usec", 0) == 123456);
    CHECK(cgroup_number("", "usage_usec", 7) == 7 && cgroup_number("x", "usage_usec", 7) == 7);
}

static void a_version_2_leaf_is_limited_and_counted(void) {
    put("leaf/memory.max", "%s", "");
    put("leaf/memory.swap.max", "%s", "");
    put("leaf/memory.oom.group", "%s", "");
    put("leaf/pids.max", "%s", "");
    put("leaf/cpu.stat", "usage_usec 5000\n");
    put("leaf/memory.peak", "4096000\n");
    put("leaf/memory.events", "oom 0\noom_kill 0\n");
    char path[512];
    snprintf(path, sizeof path, "%s/leaf", tree);
    struct cgroups groups = {.version = 2, .count = 1, .leaf = {open(path, O_RDONLY | O_DIRECTORY)}};
    struct limits limits = {.memory_bytes = 123, .processes = 7};
    CHECK(cgroups_begin(&groups, &limits) == NULL);
    CHECK(strcmp(content("leaf/memory.max"), "123") == 0 && strcmp(content("leaf/memory.swap.max"), "0") == 0);
    CHECK(strcmp(content("leaf/pids.max"), "8") == 0 && strcmp(content("leaf/memory.oom.group"), "1") == 0);
    CHECK(cgroups_birth(&groups) == groups.leaf[0]);
    put("leaf/cpu.stat", "usage_usec 7500\n");
    CHECK(cgroups_cpu_micros(&groups) == 2500 && cgroups_peak_bytes(&groups) == 4096000);
    CHECK(!cgroups_out_of_memory(&groups));
    put("leaf/memory.events", "oom 1\noom_kill 1\n");
    CHECK(cgroups_out_of_memory(&groups));
    close(groups.leaf[0]);
}

int main(void) {
    if (mkdtemp(tree) == NULL)
        return 2;
    frames_arrive_whole_in_any_pieces();
    frames_of_random_bytes_are_refused_or_wait();
    a_large_frame_gives_its_memory_back();
    file_frames_of_random_bytes_stay_in_bounds();
    requests_are_parsed_or_refused();
    version_1_is_found_where_each_controller_is_mounted();
    version_1_is_found_in_a_container_that_sees_a_part();
    version_2_is_preferred_and_turned_on();
    version_2_is_found_above_the_group_that_we_were_put_aside_in();
    version_2_is_used_from_its_top_where_our_group_cannot_be_divided();
    version_2_without_controllers_is_refused_with_a_remedy();
    broken_files_of_proc_are_no_control_groups();
    numbers_are_read_by_key();
    a_version_2_leaf_is_limited_and_counted();
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", tree);
    if (system(command) != 0)
        failures++;
    printf("parts: %d checks, %d failures\n", checks, failures);
    return failures == 0 ? 0 : 1;
}
