package dev.kiln.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The person, or the script, that the commands talk to. Progress is for people and goes to {@code progress}; only what
 * a command was asked for goes to {@code answer}. Safe for use by many threads: a line is written whole.
 */
public final class Terminal {
    private final PrintStream answer;
    private final PrintStream progress;
    private final InputStream input;
    private final boolean interactive;
    private @Nullable String passing;

    /**
     * @param answer where answers go, usually standard output
     * @param progress where progress and questions go, usually standard error
     * @param input where the answers to questions come from
     * @param interactive whether a person sits there
     */
    public Terminal(PrintStream answer, PrintStream progress, InputStream input, boolean interactive) {
        this.answer = answer;
        this.progress = progress;
        this.input = input;
        this.interactive = interactive;
    }

    /** The terminal of this process. */
    @SuppressWarnings("SystemConsoleNull") // that was so in JDK 22 to 24; JDK 25 answers null again where none is
    public static Terminal ofProcess() {
        return new Terminal(System.out, System.err, System.in, System.console() != null);
    }

    /** Whether a person sits there who can be asked. */
    public boolean isInteractive() {
        return interactive;
    }

    /** Writes a line of the answer. */
    public synchronized void answer(String line) {
        clearPassing();
        answer.println(line);
        answer.flush();
    }

    /** Writes a line of progress. */
    public synchronized void say(String line) {
        clearPassing();
        progress.println(line);
        progress.flush();
    }

    /** Shows a line that the next one replaces; to a script, nothing. */
    public synchronized void passing(String line) {
        if (!interactive || line.equals(passing)) {
            return;
        }
        clearPassing();
        progress.print(line);
        progress.flush();
        passing = line;
    }

    /** Asks for consent; without a person, or on an empty answer, it is given. */
    public boolean consents(String question) {
        if (!interactive) {
            return true;
        }
        synchronized (this) {
            clearPassing();
            progress.print(question + " [Y/n] ");
            progress.flush();
        }
        try {
            String line = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
            return line != null
                    && (line.isBlank() || line.strip().toLowerCase(Locale.ROOT).startsWith("y"));
        } catch (IOException e) {
            throw new CommandFailure("your answer could not be read", "pass --yes", e);
        }
    }

    /** A duration as people read it: {@code 340 ms}, {@code 7.2 s}, {@code 3 min 5 s}. */
    public static String spoken(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    private void clearPassing() {
        if (passing != null) {
            progress.print("\r\033[K");
            passing = null;
        }
    }
}
