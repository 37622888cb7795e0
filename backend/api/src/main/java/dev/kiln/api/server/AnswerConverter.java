package dev.kiln.api.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;

/**
 * Writes answers as JSON. A short one goes out with its length and in one piece; a long one goes out as it is made, so
 * that megabytes of a program's output are not copied once more.
 */
final class AnswerConverter implements HttpMessageConverter<Object> {
    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return mediaType == null || MediaType.APPLICATION_JSON.isCompatibleWith(mediaType);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.APPLICATION_JSON);
    }

    @Override
    public Object read(Class<?> type, HttpInputMessage input) {
        throw new UnsupportedOperationException("bodies are read by BodyReader");
    }

    @Override
    public void write(Object answer, @Nullable MediaType mediaType, HttpOutputMessage output) throws IOException {
        output.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        try (var stream = new LengthTellingStream(output)) {
            AnswerFormat.mapper().writeValue(stream, answer);
        }
    }

    /** Holds back what is written until it is clear whether it is short. */
    private static final class LengthTellingStream extends OutputStream {
        private static final int SHORT = 8 * 1024;

        private byte[] held = new byte[512];
        private final HttpOutputMessage output;
        private int count;
        private @Nullable OutputStream through;

        LengthTellingStream(HttpOutputMessage output) {
            this.output = output;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (through == null && count + length <= SHORT) {
                if (count + length > held.length) {
                    held = Arrays.copyOf(held, SHORT);
                }
                System.arraycopy(bytes, offset, held, count, length);
                count += length;
                return;
            }
            body().write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (through == null) {
                output.getHeaders().setContentLength(count);
                body();
            }
        }

        private OutputStream body() throws IOException {
            if (through == null) {
                through = output.getBody();
                through.write(held, 0, count);
            }
            return through;
        }
    }
}
