package dev.kiln.ui.editor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.kiln.client.Execution;
import dev.kiln.client.Phase;
import dev.kiln.client.State;
import dev.kiln.execution.Limits;
import dev.kiln.ui.component.Failure;
import dev.kiln.ui.component.StateLabel;
import dev.kiln.ui.component.StateLabel.Look;
import dev.kiln.ui.component.UsageBar;
import org.jspecify.annotations.Nullable;

/** One line that says how the run goes or how it ended, and below it what it used of its limits. */
final class OutcomeLine extends Div {
    private final Div line = new Div();
    private final Div bars = new Div();
    private final Div trouble = new Div();

    OutcomeLine() {
        addClassName("kiln-outcome");
        line.setId("outcome");
        line.addClassName("line");
        // Screen readers hear how a run ended without going there.
        line.getElement().setAttribute("role", "status");
        bars.addClassName("bars");
        add(line, bars, trouble);
        showIdle();
    }

    /** Nothing was run yet. */
    void showIdle() {
        say(new Span("Nothing has run yet."));
    }

    /** A program is handed over; where it is will be told when it takes more than a moment. */
    void showStart() {
        say(new StateLabel(Look.RUNNING, "Starting"));
    }

    /** A run is on its way. */
    void showProgress(State state) {
        switch (state) {
            case QUEUED -> say(new StateLabel(Look.WAITING, "Waiting for a worker"));
            case RETRYING ->
                say(new StateLabel(Look.WAITING, "Waiting for another try: the first one broke on our side"));
            case RUNNING, FINISHED, CANCELED, DEAD, UNKNOWN -> say(new StateLabel(Look.RUNNING, "Running"));
        }
    }

    /** Says after the progress what may be the reason for it. */
    void explainProgress(String why) {
        line.add(advice(why));
    }

    /** There is a result. */
    void showResult(Execution result, Limits limits) {
        OutcomeWords outcome = OutcomeWords.of(result, limits);
        say(new StateLabel(outcome.look(), outcome.words()));
        if (!outcome.advice().isEmpty()) {
            line.add(advice(outcome.advice()));
        }
        if (result.run() != null) {
            showUsage(result.run(), limits);
        }
    }

    /** The person ended it. */
    void showCanceled() {
        say(new StateLabel(Look.FINISHED, "Stopped by you"));
    }

    /** What was asked for cannot be run; nothing is broken. */
    void showRefusal(String why) {
        say(new StateLabel(Look.FAILED, why));
    }

    /** Kiln could not do it. */
    void showFailure(String what, @Nullable String id, Runnable tryAgain) {
        line.removeAll();
        bars.removeAll();
        trouble.removeAll();
        trouble.add(new Failure(what, id, tryAgain));
    }

    private void showUsage(Phase phase, Limits limits) {
        bars.add(
                UsageBar.ofDuration("Time", phase.wallMillis(), limits.wallMillis()),
                UsageBar.ofDuration("CPU time", phase.cpuMillis(), limits.cpuMillis()),
                UsageBar.ofSize("Memory", phase.memoryBytes(), limits.memoryBytes()));
    }

    private void say(Span words) {
        line.removeAll();
        bars.removeAll();
        trouble.removeAll();
        line.add(words);
    }

    private static Span advice(String text) {
        var advice = new Span(text);
        advice.addClassName("advice");
        return advice;
    }
}
