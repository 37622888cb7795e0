package dev.kiln.ui.editor;

import dev.kiln.client.Execution;
import dev.kiln.client.State;
import dev.kiln.problem.KilnException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program, followed by a thread of its own. {@link #cancel} may be called at any moment, also before the
 * API has answered with an id.
 */
final class Run {
    private final Executions executions;
    private final Program program;
    private final Listener listener;

    private @Nullable String id;
    private boolean cancelWanted;

    private Run(Executions executions, Program program, Listener listener) {
        this.executions = executions;
        this.program = program;
        this.listener = listener;
    }

    /** Begins; the listener is told from another thread. */
    static Run start(Executions executions, Program program, Listener listener) {
        var run = new Run(executions, program, listener);
        Thread.ofVirtual().name("run-" + program.language().id()).start(run::follow);
        return run;
    }

    /** Asks to end it; the listener then hears the ending that came first. */
    void cancel() {
        String accepted;
        synchronized (this) {
            cancelWanted = true;
            accepted = id;
        }
        if (accepted != null) {
            Thread.ofVirtual().name("cancel-" + accepted).start(() -> cancelAccepted(accepted));
        }
    }

    private void follow() {
        try {
            String accepted = executions.submit(program);
            if (accepted(accepted)) {
                executions.cancel(accepted);
            }
            listener.ended(executions.await(accepted, this::progressed));
        } catch (KilnException e) {
            listener.failed(e, acceptedId());
        } catch (RuntimeException e) {
            listener.broke(e, acceptedId());
        }
    }

    private void progressed(State state) {
        if (!state.isFinal()) {
            listener.progressed(state);
        }
    }

    private synchronized boolean accepted(String accepted) {
        id = accepted;
        return cancelWanted;
    }

    private synchronized @Nullable String acceptedId() {
        return id;
    }

    private void cancelAccepted(String accepted) {
        try {
            executions.cancel(accepted);
        } catch (KilnException e) {
            listener.notCanceled(e, accepted);
        }
    }

    /** Hears what becomes of a run, on the run's threads. */
    interface Listener {
        void progressed(State state);

        void ended(Execution execution);

        /** The API refused the program or was not reached; the id is null where it was not accepted. */
        void failed(KilnException failure, @Nullable String id);

        /** A defect of ours. */
        void broke(RuntimeException defect, @Nullable String id);

        /** The wish to end it did not reach the API; the run goes on to its limits. */
        void notCanceled(KilnException failure, String id);
    }
}
