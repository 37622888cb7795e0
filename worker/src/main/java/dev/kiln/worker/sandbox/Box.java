package dev.kiln.worker.sandbox;

import dev.kiln.execution.Content;

/**
 * Port: one box, for one execution: files are put, then commands run one after the other in the same work folder. For
 * one thread, but for {@link #kill}, which any thread may call.
 *
 * <p>Our own failures are {@link dev.kiln.problem.KilnException} {@code box_broken}: the box is of no more use then and
 * must be closed. How a program ends is never an exception.
 */
public interface Box extends AutoCloseable {
    /** Whether the box stands: false once it broke, ended or was closed. */
    boolean isOpen();

    /**
     * Puts a file into the work folder, parents made. It is there when the next command runs; if it cannot be written,
     * the next {@link #run} says so.
     *
     * @param path relative, without {@code .} and {@code ..}
     */
    void put(String path, Content content);

    /** Runs one command and gives what it writes to {@code output} as it comes, in the calling thread. */
    RunAnswer run(BoxSpec spec, OutputListener output);

    /** Kills what runs and lets nothing run any more. Returns at once; a second call does nothing. */
    void kill();

    /** Kills what runs and removes the box, which goes on after the return. A second call does nothing. */
    @Override
    void close();
}
