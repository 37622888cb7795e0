package dev.kiln.ui.editor;

import dev.kiln.client.Execution;
import dev.kiln.client.State;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Port: the execution API as one tenant uses it. Every method blocks, so it is called from threads that may wait, never
 * while a page's lock is held. Every method throws {@link dev.kiln.problem.KilnException} with the code of the API, or one
 * of the kind {@code INFRASTRUCTURE} where the API is not reached. Safe for many threads.
 */
public interface Executions {
    /** The languages that programs can be run in now, in the order in which people are offered them. */
    List<OfferedLanguage> languages();

    /**
     * Hands a program over.
     *
     * @return the id of its execution
     */
    String submit(Program program);

    /**
     * Waits until the execution is final.
     *
     * @param progress told now and then where it is, if it takes more than a moment
     */
    Execution await(String id, Consumer<State> progress);

    /** Asks to end an execution; one that is final stays as it is. */
    void cancel(String id);

    /** Whose executions. */
    interface OfTenant {
        Executions of(TenantId tenant);
    }
}
