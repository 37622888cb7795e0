package dev.kiln.ui.editor;

import java.util.List;

/**
 * What is to be run.
 *
 * @param language whose limits hold
 * @param source the text of its only file
 * @param arguments what it is started with
 * @param stdin what it reads
 */
public record Program(OfferedLanguage language, String source, List<String> arguments, String stdin) {
    public Program {
        arguments = List.copyOf(arguments);
    }
}
