package dev.kiln.cli.data;

import dev.kiln.tenant.KeySecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.function.Supplier;

/**
 * The secrets of one data folder. Each is made once, in a file of its own that only its owner can read, and kept from
 * then on.
 */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** 32 signs, so that each stands for 5 bits; without those that look alike. */
    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_GROUPS = 5;
    private static final int GROUP = 4;

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** The API key that the owner of this Kiln uses. */
    public Path apiKey() {
        return kept("api-key", () -> KeySecret.create().reveal());
    }

    /** The API key that may do everything, for {@code kiln tenants} and {@code kiln keys}. */
    public Path operatorKey() {
        return kept("operator-key", () -> KeySecret.create().reveal());
    }

    /** The API key by which the control plane calls the execution API. */
    public Path controlKey() {
        return kept("control-key", () -> KeySecret.create().reveal());
    }

    /** The first password of the administrator: 100 bits, in groups that can be typed. */
    public Path adminPassword() {
        return kept("admin-password", Secrets::password);
    }

    /** The password of our own Redis. */
    public Path redisPassword() {
        return kept("redis-password", () -> KeySecret.create().reveal());
    }

    /** A secret that is never stored. */
    public static String passing() {
        return KeySecret.create().reveal().substring("kiln_".length());
    }

    /** The secret in a file, without the end of its line. */
    public static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        }
    }

    private Path kept(String name, Supplier<String> maker) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        // Written beside and linked, so that a half-written secret is never seen and an existing one never replaced.
        Path fresh = folder.resolve("." + name + "." + ProcessHandle.current().pid());
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (SeekableByteChannel channel = Files.newByteChannel(
                fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(ByteBuffer.wrap((maker.get() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw DataFolder.unusable(fresh, e);
        }
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return file;
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        } finally {
            delete(fresh);
        }
        return file;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        }
    }

    private static String password() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PASSWORD_GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
