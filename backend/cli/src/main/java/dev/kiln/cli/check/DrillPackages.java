package dev.kiln.cli.check;

import dev.kiln.cli.process.SearchPath;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The programs that drills break things with, and the Debian packages that they come in. */
final class DrillPackages {
    private static final Map<String, String> PACKAGE_OF = Map.of(
            "redis-server",
            "redis-server",
            "cc",
            "gcc",
            "ip",
            "iproute2",
            "iptables",
            "iptables",
            "nsenter",
            "util-linux");

    private DrillPackages() {}

    /** The packages of those that are not on the path. */
    static Set<String> missing(SearchPath path) {
        Set<String> missing = new LinkedHashSet<>();
        PACKAGE_OF.forEach((program, name) -> {
            if (!path.has(program)) {
                missing.add(name);
            }
        });
        if (missing.contains("gcc")) {
            missing.add("libc6-dev");
        }
        return missing;
    }
}
