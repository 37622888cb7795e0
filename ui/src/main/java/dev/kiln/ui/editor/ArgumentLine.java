package dev.kiln.ui.editor;

import java.util.ArrayList;
import java.util.List;

/**
 * Arguments as people type them in one line: divided by spaces, {@code "…"} and {@code '…'} keep spaces in, a backslash
 * takes the next character as it is except within {@code '…'}. Nothing is expanded.
 */
final class ArgumentLine {
    private final String line;
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder argument = new StringBuilder();
    private boolean begun;
    private int next;

    private ArgumentLine(String line) {
        this.line = line;
    }

    /** @throws IllegalArgumentException if a quote is not closed or a backslash ends the line, in words for the person */
    static List<String> parse(String line) {
        return new ArgumentLine(line).parse();
    }

    private List<String> parse() {
        while (next < line.length()) {
            char character = line.charAt(next++);
            switch (character) {
                case ' ', '\t', '\n', '\r' -> end();
                case '"', '\'' -> quoted(character);
                case '\\' -> add(escaped());
                default -> add(character);
            }
        }
        end();
        return List.copyOf(arguments);
    }

    private void quoted(char quote) {
        begun = true;
        while (next < line.length()) {
            char character = line.charAt(next++);
            if (character == quote) {
                return;
            }
            add(character == '\\' && quote == '"' ? escaped() : character);
        }
        throw new IllegalArgumentException("A quote " + quote + " is not closed.");
    }

    private char escaped() {
        if (next == line.length()) {
            throw new IllegalArgumentException("A backslash stands at the end. Write \\\\ for a backslash.");
        }
        return line.charAt(next++);
    }

    private void add(char character) {
        begun = true;
        argument.append(character);
    }

    private void end() {
        if (begun) {
            arguments.add(argument.toString());
            argument.setLength(0);
            begun = false;
        }
    }
}
