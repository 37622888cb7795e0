package dev.kiln.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.execution.Content;
import dev.kiln.execution.Limits;
import dev.kiln.worker.sandbox.RunReport.End;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every sandbox must do, whatever makes its boxes. Programs are Bash and Python, which the tests' machine has. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SandboxContract {
    private static final long MIB = 1L << 20;
    private static final long STACK_BYTES = 8 * MIB;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp");
    private static final Limits LIMITS = new Limits(5_000, 10_000, 256 * MIB, 64, MIB, 10 * MIB);

    private final CollectedOutput output = new CollectedOutput();
    private Box box;

    abstract Sandbox sandbox();

    @BeforeEach
    void openBox() {
        box = sandbox().open();
    }

    @AfterEach
    void closeBox() {
        box.close();
    }

    @Nested
    class AProgram {
        @Test
        void readsItsInputAndWritesBothStreams() {
            RunReport report = run(spec("cat; echo oops >&2", LIMITS, "grüße\n"));

            assertThat(report.end()).isEqualTo(End.EXITED);
            assertThat(report.exitCode()).isZero();
            assertThat(report.signal()).isNull();
            assertThat(output.stdout()).isEqualTo("grüße\n");
            assertThat(output.stderr()).isEqualTo("oops\n");
        }

        @Test
        void readsFilesThatWerePutAlsoBelowFolders() {
            box.put("data/deep/words.txt", Content.of("from a file\n"));

            run(spec("cat data/deep/words.txt; pwd", LIMITS, ""));

            assertThat(output.stdout()).startsWith("from a file\n");
        }

        @Test
        void getsArgumentsAsTheyAre() {
            var argv = List.of("/bin/bash", "-c", "printf '[%s]' \"$@\"", "name", "two words", "", "$HOME;`id`", "é");

            run(new BoxSpec(argv, ENVIRONMENT, Content.empty(), LIMITS, STACK_BYTES));

            assertThat(output.stdout()).isEqualTo("[two words][][$HOME;`id`][é]");
        }

        @Test
        void hasNothingInItsEnvironmentButWhatIsGiven() {
            run(new BoxSpec(List.of("/usr/bin/env"), Map.of("ONLY", "this"), Content.empty(), LIMITS, STACK_BYTES));

            assertThat(output.stdout()).isEqualTo("ONLY=this\n");
        }

        @Test
        void tellsItsExitCode() {
            RunReport report = run(spec("exit 42", LIMITS, ""));

            assertThat(report.end()).isEqualTo(End.EXITED);
            assertThat(report.exitCode()).isEqualTo(42);
        }

        @Test
        void tellsTheSignalThatEndedIt() {
            RunReport report = run(spec("kill -SEGV $$", LIMITS, ""));

            assertThat(report.end()).isEqualTo(End.SIGNALED);
            assertThat(report.signal()).isEqualTo(11);
            assertThat(report.exitCode()).isNull();
        }

        @Test
        void findsWhatTheCommandBeforeItLeft() {
            run(spec("echo compiled > product", LIMITS, ""));

            run(spec("cat product", LIMITS, ""));

            assertThat(output.stdout()).isEqualTo("compiled\n");
        }

        @Test
        void thatIsNotThereIsNoRun() {
            RunAnswer answer = box.run(command("./absent"), output);

            assertThat(answer).isInstanceOf(RunAnswer.NotStarted.class);
            assertThat(run(spec("echo still here", LIMITS, "")).end()).isEqualTo(End.EXITED);
        }
    }

    @Nested
    class AFile {
        @Test
        void inTheWayOfAnotherIsRefused() {
            box.put("name", Content.of("a file"));
            box.put("name/below", Content.of("cannot be"));

            RunAnswer answer = box.run(spec("true", LIMITS, ""), output);

            assertThat(answer).isInstanceOf(RunAnswer.FileRefused.class);
        }

        @Test
        void isNotWrittenThroughALinkThatAProgramPlanted() {
            run(spec("ln -s /tmp outside", LIMITS, ""));
            box.put("outside/file", Content.of("x"));

            RunAnswer answer = box.run(spec("true", LIMITS, ""), output);

            assertThat(answer).isInstanceOf(RunAnswer.FileRefused.class);
        }
    }

    @Nested
    class ALimit {
        @Test
        void endsAnEndlessLoopByItsCpuTime() {
            RunReport report = run(spec("while :; do :; done", with(300, 10_000, 256 * MIB, 64, MIB), ""));

            assertThat(report.end()).isEqualTo(End.CPU);
            assertThat(report.cpuMillis()).isBetween(300L, 2_000L);
        }

        @Test
        void endsASleeperByItsWallTime() {
            RunReport report = run(spec("sleep 60", with(5_000, 300, 256 * MIB, 64, MIB), ""));

            assertThat(report.end()).isEqualTo(End.WALL);
            assertThat(report.wallMillis()).isGreaterThanOrEqualTo(300);
        }

        @Test
        void endsAHoarderByItsMemory() {
            RunReport report = run(python("x = b'x' * (200 << 20)", with(5_000, 10_000, 64 * MIB, 64, MIB)));

            assertThat(report.end()).isEqualTo(End.MEMORY);
        }

        @Test
        void endsATalkerByItsOutputAndKeepsTheFirstBytes() {
            RunReport report =
                    run(spec("while :; do echo abcdefg; done", with(5_000, 10_000, 256 * MIB, 64, 4096), ""));

            assertThat(report.end()).isEqualTo(End.OUTPUT);
            assertThat(report.stdoutTruncated()).isTrue();
            assertThat(output.stdout()).startsWith("abcdefg\nabcdefg\n");
            assertThat(output.size()).isEqualTo(4096);
        }

        @Test
        void stopsAForkBombAtItsProcesses() {
            RunReport report = run(python("""
                    import os
                    n = 0
                    try:
                        while os.fork(): n += 1
                        import time; time.sleep(60)
                    except OSError: print('stopped at', n)
                    """, with(5_000, 10_000, 256 * MIB, 8, MIB)));

            assertThat(report.end()).isEqualTo(End.EXITED);
            assertThat(output.stdout()).contains("stopped at ");
        }

        @Test
        void boundsTheSizeOfAFile() {
            run(python("open('big', 'wb').write(b'x' * (20 << 20))", LIMITS));

            run(spec("stat -c %s big", LIMITS, ""));

            assertThat(output.stdout()).isEqualTo(10 * MIB + "\n");
        }
    }

    @Nested
    class AKill {
        @Test
        void endsWhatRunsAtOnce() {
            CompletableFuture<RunReport> running =
                    CompletableFuture.supplyAsync(() -> run(spec("echo begun; sleep 60", LIMITS, "")));
            await().until(() -> output.stdout().contains("begun"));
            long asked = System.nanoTime();

            box.kill();

            assertThat(running.join().end()).isEqualTo(End.KILLED);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        }

        @Test
        void letsNothingRunAfterIt() {
            box.kill();

            RunReport report = run(spec("echo never", LIMITS, ""));

            assertThat(report.end()).isEqualTo(End.KILLED);
            assertThat(output.stdout()).isEmpty();
        }
    }

    @Nested
    class TheOutside {
        @Test
        void cannotBeReachedOverTheNetwork() {
            run(python("""
                    import socket
                    try: socket.create_connection(('127.0.0.1', 22), 2)
                    except OSError: print('refused')
                    try: socket.create_connection(('192.0.2.1', 80), 2)
                    except OSError: print('unreachable')
                    """, LIMITS));

            assertThat(output.stdout()).isEqualTo("refused\nunreachable\n");
        }

        @Test
        void cannotBeSeenInItsFiles() {
            run(spec("ls -A /root /home /sys 2>&1; cat /etc/shadow 2>&1", LIMITS, ""));

            assertThat(output.stdout()).doesNotContain("root:$").contains("No such file");
        }

        @Test
        void doesNotShowOneBoxToAnother() {
            run(spec("echo secret > mine; echo secret > /tmp/mine", LIMITS, ""));
            try (Box other = sandbox().open()) {
                var seen = new CollectedOutput();

                other.run(spec("ls -A /work /tmp", LIMITS, ""), seen);

                assertThat(seen.stdout()).doesNotContain("mine");
            }
        }
    }

    private RunReport run(BoxSpec spec) {
        RunAnswer answer = box.run(spec, output);
        assertThat(answer).isInstanceOf(RunAnswer.Ended.class);
        return ((RunAnswer.Ended) answer).report();
    }

    private static Limits with(long cpuMillis, long wallMillis, long memoryBytes, int processes, long outputBytes) {
        return new Limits(cpuMillis, wallMillis, memoryBytes, processes, outputBytes, 10 * MIB);
    }

    private static BoxSpec spec(String script, Limits limits, String stdin) {
        return new BoxSpec(List.of("/bin/bash", "-c", script), ENVIRONMENT, Content.of(stdin), limits, STACK_BYTES);
    }

    private static BoxSpec python(String script, Limits limits) {
        return new BoxSpec(
                List.of("/usr/bin/python3", "-c", script), ENVIRONMENT, Content.empty(), limits, STACK_BYTES);
    }

    private static BoxSpec command(String program) {
        return new BoxSpec(List.of(program), ENVIRONMENT, Content.empty(), LIMITS, STACK_BYTES);
    }
}
