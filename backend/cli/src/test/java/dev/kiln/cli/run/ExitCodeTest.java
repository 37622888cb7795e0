package dev.kiln.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Content;
import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.Phase;
import dev.kiln.client.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {
    @Test
    void isTheProgramsOwn() {
        assertThat(of(Outcome.SUCCESS, null, exited(0))).isZero();
        assertThat(of(Outcome.RUNTIME_ERROR, null, exited(3))).isEqualTo(3);
    }

    @Test
    void is128AndTheSignalThatEndedIt() {
        assertThat(of(Outcome.RUNTIME_ERROR, null, signaled(11))).isEqualTo(139);
    }

    @Test
    void isTheCompilersWhereTheProgramDidNotCompile() {
        assertThat(of(Outcome.COMPILE_ERROR, exited(2), null)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"CPU_TIME_EXCEEDED", "WALL_TIME_EXCEEDED", "MEMORY_EXCEEDED", "OUTPUT_EXCEEDED"})
    void is124AtALimitWhateverSignalEnforcedIt(Outcome outcome) {
        assertThat(of(outcome, null, signaled(9))).isEqualTo(124);
    }

    @Test
    void is125WithoutAResult() {
        assertThat(of(null, null, null)).isEqualTo(125);
    }

    private static int of(@Nullable Outcome outcome, @Nullable Phase compile, @Nullable Phase run) {
        return ExitCode.of(new Execution(
                "x",
                outcome == null ? State.CANCELED : State.FINISHED,
                outcome,
                new Execution.Language("c", "12"),
                1,
                Instant.EPOCH,
                null,
                null,
                compile,
                run,
                null,
                null));
    }

    private static Phase exited(int code) {
        return phase(code, null);
    }

    private static Phase signaled(int signal) {
        return phase(null, signal);
    }

    private static Phase phase(@Nullable Integer code, @Nullable Integer signal) {
        return new Phase(code, signal, Content.empty(), Content.empty(), false, false, 0, 0, 0);
    }
}
