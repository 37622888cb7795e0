package dev.kiln.cli.run;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.StopSignals;
import dev.kiln.cli.terminal.Terminal;
import dev.kiln.client.ApiException;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Outcome;
import dev.kiln.client.Phase;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One program from its start to its exit code. */
final class RunningProgram {
    private static final int INTERRUPTED = 130;

    private final KilnClient client;

    RunningProgram(KilnClient client) {
        this.client = client;
    }

    /** Runs it, writes what it wrote, byte for byte, and answers the exit code. */
    int run(ExecutionRequest request, Duration patience) throws IOException {
        Execution accepted = client.submit(request);
        StopSignals.onEach(count -> {
            if (count > 1) {
                Runtime.getRuntime().halt(INTERRUPTED);
            }
            cancel(accepted.id());
        });
        Execution execution = client.await(accepted.id(), patience);
        if (execution.compile() != null) {
            // What the compiler says is not the program's output.
            write(System.err, execution.compile().stdout().bytes());
            write(System.err, execution.compile().stderr().bytes());
        }
        if (execution.run() != null) {
            write(System.out, execution.run().stdout().bytes());
            write(System.err, execution.run().stderr().bytes());
        }
        tell(execution);
        return ExitCode.of(execution);
    }

    private void cancel(String id) {
        try {
            client.cancel(id);
        } catch (ApiException e) {
            if (!e.code().equals("already_final")) {
                throw e;
            }
        }
    }

    private static void write(PrintStream stream, byte[] bytes) throws IOException {
        stream.write(bytes);
        stream.flush();
        if (stream.checkError()) {
            throw new CommandFailure("the output cannot be written", "");
        }
    }

    private static void tell(Execution execution) {
        Outcome outcome = execution.outcome();
        if (outcome == null) {
            Execution.Failure error = execution.error();
            System.err.println("kiln: " + execution.state().name().toLowerCase(Locale.ROOT)
                    + (error == null ? "" : ": " + error.message() + " (" + error.code() + ")"));
            return;
        }
        Phase run = execution.run();
        switch (outcome) {
            case SUCCESS, RUNTIME_ERROR, WRONG_ANSWER -> {}
            case COMPILE_ERROR -> System.err.println("kiln: the program did not compile");
            case CPU_TIME_EXCEEDED -> System.err.println("kiln: ended at the limit of CPU time" + used(run));
            case WALL_TIME_EXCEEDED -> System.err.println("kiln: ended at the limit of elapsed time" + used(run));
            case MEMORY_EXCEEDED -> System.err.println("kiln: ended at the limit of memory" + used(run));
            case OUTPUT_EXCEEDED -> System.err.println("kiln: ended at the limit of output; the first bytes are above");
            case UNKNOWN -> System.err.println("kiln: ended in a way that this version does not know");
        }
    }

    private static String used(@org.jspecify.annotations.Nullable Phase run) {
        return run == null
                ? ""
                : " (CPU " + Terminal.spoken(Duration.ofMillis(run.cpuMillis())) + ", elapsed "
                        + Terminal.spoken(Duration.ofMillis(run.wallMillis())) + ", memory "
                        + run.memoryBytes() / (1024 * 1024) + " MiB)";
    }
}
