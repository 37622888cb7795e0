package dev.kiln.language;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the preparation of a toolchain lies: a folder whose name tells apart languages, versions, places of the
 * toolchain, machines and recipes, so that it is made anew whenever one of them changes.
 */
record PreparedFolder(Path path) {

    static PreparedFolder of(InstalledLanguage installed, ToolchainPlaces places) {
        String identity = String.join(
                "\0",
                String.valueOf(installed.language().preparation()),
                installed.home().toString(),
                installed.tools().toString(),
                System.getProperty("os.arch"));
        String name = installed.language().id() + "-" + installed.version() + "-" + shortHash(identity);
        return new PreparedFolder(places.prepared().resolve(name));
    }

    /** The folder, if it was made. */
    Optional<Path> existing() {
        return Files.isDirectory(path) ? Optional.of(path) : Optional.empty();
    }

    private static String shortHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
