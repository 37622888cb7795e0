/* Linked into the sanitized launcher: in a box, and in the launcher after it left the host's files, leaks cannot be
 * looked for, as that takes /proc and ptrace. The part tests look for them. */
const char *__asan_default_options(void);

const char *__asan_default_options(void) {
    return "detect_leaks=0:disable_coredump=0";
}
