package dev.kiln.worker.sandbox;

import java.util.Locale;

/** What stands between a program and the host. */
public enum Isolation {
    /** Namespaces, control groups, seccomp and rlimits of the Linux kernel. */
    NAMESPACES;

    /** The name as results and the registry write it, for example {@code namespaces}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
