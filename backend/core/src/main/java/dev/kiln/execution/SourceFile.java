package dev.kiln.execution;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One file of a submission.
 *
 * @param path relative to the work folder, parts divided by {@code /}; at most 4,096 bytes of UTF-8 and 255 a part
 * @param content what is in it
 */
public record SourceFile(String path, Content content) {
    private static final int PATH_BYTES = 4_096;
    private static final int PART_BYTES = 255;

    /** @throws KilnException {@code invalid_path} if the path could mean anything but a file below the work folder */
    public SourceFile {
        Optional<String> fault = faultOf(path);
        if (fault.isPresent()) {
            throw new KilnException(ErrorCode.INVALID_PATH, fault.get());
        }
    }

    /** What is wrong with a path, in words that a caller understands; empty if nothing is. */
    public static Optional<String> faultOf(String path) {
        if (path.isEmpty()) {
            return Optional.of("The path is empty.");
        }
        if (sizeOf(path) > PATH_BYTES) {
            return Optional.of("The path is longer than 4,096 bytes.");
        }
        if (path.chars().anyMatch(character -> character < 0x20 || character == 0x7f)) {
            return Optional.of("The path has a control character.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            return Optional.of("The path is not valid Unicode.");
        }
        if (path.startsWith("/")) {
            return Optional.of("The path is absolute; give it relative to the work folder.");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("The path has a part that is empty, '.' or '..'.");
            }
            if (sizeOf(part) > PART_BYTES) {
                return Optional.of("A part of the path is longer than 255 bytes.");
            }
        }
        return Optional.empty();
    }

    private static int sizeOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
