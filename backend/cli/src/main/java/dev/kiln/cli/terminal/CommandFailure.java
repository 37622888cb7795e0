package dev.kiln.cli.terminal;

/** A command cannot go on: what is wrong, and what the user can do about it. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong, without a full stop
     * @param remedy what to do, best the command that mends it; empty if nothing is known
     */
    public CommandFailure(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** The same, with what caused it. */
    public CommandFailure(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What to do about it; empty if nothing is known. */
    public String remedy() {
        return remedy;
    }
}
