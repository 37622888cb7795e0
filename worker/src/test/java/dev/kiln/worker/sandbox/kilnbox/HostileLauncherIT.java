package dev.kiln.worker.sandbox.kilnbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.Content;
import dev.kiln.execution.Limits;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.BoxSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that stand in the launcher's place and break the protocol: the box is broken, and nobody waits for ever. */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileLauncherIT {
    private static final String READY = frame('B', "version=1\\0isolation=namespaces\\0cgroup=v1\\0");
    private static final long SHORT_MILLIS = 100;

    @TempDir
    private Path folder;

    private @Nullable KilnBoxSandbox sandbox;

    @AfterEach
    void closeSandbox() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Nested
    class OnOpening {
        @Test
        void nonsenseIsABrokenBox() {
            assertBroken(() -> opened("printf 'This is no frame at all, is it?'"), "no such frame");
        }

        @Test
        void anEndIsABrokenBox() {
            assertBroken(() -> opened("exit 1"), "the launcher ended");
        }

        @Test
        void anotherIsolationIsABrokenBox() {
            assertBroken(
                    () -> opened(frame('B', "version=1\\0isolation=nothing123\\0cgroup=v1\\0")),
                    "not of the isolation");
        }

        @Test
        void aRefusalIsTold() {
            assertThatThrownBy(() -> opened(frame('X', "code=system\\0message=no rights\\0")))
                    .isInstanceOf(KilnException.class)
                    .hasMessageContaining("no rights");
        }

        @Test
        void aProgramThatIsNotThereIsABrokenBox() {
            var absent = new KilnBoxSandbox(folder.resolve("absent"), 1 << 20);
            sandbox = absent;

            assertBroken(absent::open, "cannot be started");
        }
    }

    @Nested
    class DuringARun {
        @Test
        void aFrameThatIsTooLongIsNotEvenReadIn() {
            assertBroken(() -> run(READY + "printf '\\177\\377\\377\\377O'; exec sleep 60"), "at most 16");
        }

        @Test
        void moreOutputThanTheLimitIsABrokenBox() {
            assertBroken(() -> run(READY + frame('O', "0123456789abcdef!") + "exec sleep 60"), "at most 16");
        }

        @Test
        void aReportWithFieldsMissingIsABrokenBox() {
            assertBroken(
                    () -> run(READY + frame('Z', "end=exited\\0exitCode=0\\0") + "exec sleep 60"), "fields other than");
        }

        @Test
        void anUnknownFrameIsABrokenBox() {
            assertBroken(() -> run(READY + frame('Q', "") + "exec sleep 60"), "no such frame");
        }

        @Test
        void anEndIsABrokenBox() {
            assertBroken(() -> run(READY + "exit 1"), "The box broke");
        }

        @Test
        void silenceIsABrokenBoxOnceTheRunMustBeOver() {
            assertBroken(() -> run(READY + "exec sleep 60"), "the launcher ended");
        }
    }

    private static void assertBroken(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .hasMessageContaining(reason)
                .isInstanceOfSatisfying(
                        KilnException.class, broken -> assertThat(broken.code()).isEqualTo(ErrorCode.BOX_BROKEN));
    }

    private Box opened(String script) throws IOException {
        Path program = folder.resolve("launcher");
        Files.writeString(program, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var scripted = new KilnBoxSandbox(program, 1 << 20, Duration.ofMillis(500));
        sandbox = scripted;
        return scripted.open();
    }

    private void run(String script) throws IOException {
        var limits = new Limits(SHORT_MILLIS, SHORT_MILLIS, 4 << 20, 1, 16, 1);
        try (Box box = opened(script)) {
            box.put("main", Content.of("x"));
            box.run(
                    new BoxSpec(List.of("/bin/true"), Map.of(), Content.empty(), limits, 1 << 20),
                    (stream, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                            .hasSizeLessThan(17));
        }
    }

    /** A shell command that prints a frame with a payload below 128 bytes, written as printf takes it. */
    private static String frame(char type, String payload) {
        int length = payload.replace("\\0", "0").length();
        return "printf '\\0\\0\\0\\" + Integer.toOctalString(length) + type + payload + "'\n";
    }
}
