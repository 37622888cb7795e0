package dev.kiln.ui.editor;

import dev.kiln.client.Execution;
import dev.kiln.client.State;
import dev.kiln.execution.Limits;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An execution API in which the test says how each execution ends. */
final class FakeExecutions implements Executions, Executions.OfTenant {
    static final OfferedLanguage PYTHON =
            new OfferedLanguage("python", "Python", "3.11.2", "print('hello')\n", Limits.standard(), false);
    static final OfferedLanguage JAVA =
            new OfferedLanguage("java", "Java", "25.0.1", "class Main {}\n", Limits.standard(), true);

    final List<TenantId> tenants = new CopyOnWriteArrayList<>();
    final List<Program> submitted = new CopyOnWriteArrayList<>();
    final List<String> canceled = new CopyOnWriteArrayList<>();
    volatile List<OfferedLanguage> languages = List.of(JAVA, PYTHON);
    volatile boolean reachable = true;
    volatile @Nullable KilnException refusal;
    volatile List<State> seenOnTheWay = List.of();
    private volatile CompletableFuture<Execution> ending = new CompletableFuture<>();

    /** Ends what was submitted, or what will be. */
    void end(Execution execution) {
        ending.complete(execution);
    }

    void endByFailure(KilnException failure) {
        ending.completeExceptionally(failure);
    }

    /** Makes the next execution wait for its own end. */
    void another() {
        ending = new CompletableFuture<>();
    }

    @Override
    public Executions of(TenantId tenant) {
        tenants.add(tenant);
        return this;
    }

    @Override
    public List<OfferedLanguage> languages() {
        reach();
        return languages;
    }

    @Override
    public String submit(Program program) {
        reach();
        KilnException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        submitted.add(program);
        return Executed.ID;
    }

    @Override
    public Execution await(String id, Consumer<State> progress) {
        seenOnTheWay.forEach(progress);
        try {
            return ending.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof KilnException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void cancel(String id) {
        canceled.add(id);
        ending.complete(Executed.canceled());
    }

    private void reach() {
        if (!reachable) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "The execution API does not answer.");
        }
    }
}
