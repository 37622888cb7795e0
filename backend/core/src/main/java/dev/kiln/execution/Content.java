package dev.kiln.execution;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Bytes that a caller or a program made: sources, input, output. Immutable; may be anything, so nothing is assumed. */
public final class Content {
    private static final Content EMPTY = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Content empty() {
        return EMPTY;
    }

    /** Takes a copy of the bytes. */
    public static Content of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Content(bytes.clone());
    }

    /** The UTF-8 form of a text. */
    public static Content of(String text) {
        return text.isEmpty() ? EMPTY : new Content(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if the text is not base64 (RFC 4648, section 4) */
    public static Content ofBase64(String text) {
        return new Content(Base64.getDecoder().decode(text));
    }

    public int sizeBytes() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The text, if the bytes are valid UTF-8 (RFC 3629). */
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The size only: content is never logged. */
    @Override
    public String toString() {
        return "Content[" + bytes.length + " bytes]";
    }
}
