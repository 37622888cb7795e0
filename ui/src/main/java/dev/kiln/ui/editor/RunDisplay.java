package dev.kiln.ui.editor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.kiln.client.Execution;
import dev.kiln.client.State;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.ui.component.StatusBar;
import dev.kiln.ui.shell.Incident;
import org.jspecify.annotations.Nullable;

/** Shows in the page what the threads of a run tell. */
final class RunDisplay implements Run.Listener {
    private final UI ui;
    private final RunPanel panel;
    private final StatusBar status;
    private final OfferedLanguage language;
    private final Runnable again;
    private final Runnable ended;
    private @Nullable State seen;
    private int seenTimes;

    /**
     * @param view the attached view that the run was started from
     * @param again runs once more, where Kiln broke
     * @param ended told in the page when nothing runs any more
     */
    RunDisplay(
            Component view,
            RunPanel panel,
            StatusBar status,
            OfferedLanguage language,
            Runnable again,
            Runnable ended) {
        this.ui = view.getUI().orElseThrow(() -> new IllegalStateException("the view is not attached"));
        this.panel = panel;
        this.status = status;
        this.language = language;
        this.again = again;
        this.ended = ended;
    }

    /** Shows at once that something happens; that it has to wait is worth a word only when it is seen to. */
    void begin() {
        panel.outcome().showStart();
    }

    @Override
    public void progressed(State state) {
        Background.show(ui, _ -> showProgress(state));
    }

    @Override
    public void ended(Execution execution) {
        Background.show(ui, _ -> {
            ended.run();
            switch (execution.state()) {
                case FINISHED -> showResult(execution);
                case CANCELED -> panel.outcome().showCanceled();
                case DEAD, QUEUED, RUNNING, RETRYING, UNKNOWN -> showDead(execution);
            }
        });
    }

    @Override
    public void failed(KilnException failure, @Nullable String id) {
        boolean refused = failure.code().kind() == ErrorCode.Kind.CALLER;
        String incident = refused || id != null ? id : Incident.report("cannot run a program", failure);
        Background.show(ui, _ -> {
            ended.run();
            if (refused) {
                panel.outcome().showRefusal(failure.getMessage());
            } else {
                panel.outcome().showFailure("Your program was not run. " + failure.getMessage(), incident, again);
            }
        });
    }

    @Override
    public void broke(RuntimeException defect, @Nullable String id) {
        String incident = Incident.report("a run broke", defect);
        Background.show(ui, _ -> {
            ended.run();
            panel.outcome().showFailure("The page has a defect.", id == null ? incident : id, again);
        });
    }

    @Override
    public void notCanceled(KilnException failure, String id) {
        Incident.report("cannot cancel " + id, failure);
    }

    /** Says nothing twice: screen readers would read it twice too. */
    private void showProgress(State state) {
        seenTimes = state == seen ? seenTimes + 1 : 1;
        seen = state;
        if (seenTimes == 1) {
            panel.outcome().showProgress(state);
        } else if (seenTimes == 2 && state == State.RUNNING && language.prepared()) {
            panel.outcome()
                    .explainProgress("A worker that is new prepares " + language.name()
                            + " before its first program, which can take a minute.");
        }
    }

    private void showResult(Execution execution) {
        if (execution.isolation() != null) {
            status.setIsolation(execution.isolation());
        }
        panel.showOutput(execution);
        panel.outcome().showResult(execution, language.limits());
    }

    private void showDead(Execution execution) {
        String why = execution.error() == null ? "" : " " + execution.error().message();
        panel.outcome().showFailure("Kiln could not run your program." + why, execution.id(), again);
    }
}
