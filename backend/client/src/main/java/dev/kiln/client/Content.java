package dev.kiln.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Bytes that go to a program or come from one. Immutable; not necessarily text. */
public final class Content {
    private static final Content EMPTY = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /** No bytes. */
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
    static Content ofBase64(String text) {
        return text.isEmpty() ? EMPTY : new Content(Base64.getDecoder().decode(text));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Whether the bytes are valid UTF-8 (RFC 3629). */
    public boolean isText() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    /** The bytes as UTF-8 text; what is not valid becomes U+FFFD. {@link #isText} tells whether anything does. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    String base64() {
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

    /** The size only, so that a program's output does not get into logs by accident. */
    @Override
    public String toString() {
        return "Content[" + bytes.length + " bytes]";
    }
}
