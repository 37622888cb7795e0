package dev.kiln.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A made-up home and data folder with toolchains that are shell scripts. */
record ToolchainTree(Path root) {

    ToolchainPlaces places() {
        return new ToolchainPlaces(root.resolve("home"), root.resolve("data"), null);
    }

    Path home() {
        return root.resolve("home");
    }

    /** A sample toolchain under a name in the home folder, whose {@code smp} is the given script. */
    Path sample(String name, String script) throws IOException {
        Path folder = home().resolve("sample").resolve(name);
        executable(folder.resolve("bin/smp"), script);
        executable(folder.resolve("bin/link"), "exit 0");
        Files.createDirectories(folder.resolve("lib"));
        return folder;
    }

    static void executable(Path path, String script) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
