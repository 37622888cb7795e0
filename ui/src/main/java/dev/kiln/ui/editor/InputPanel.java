package dev.kiln.ui.editor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.kiln.ui.component.KeptFields;
import java.util.List;

/** What a program gets: its arguments and its standard input. The browser keeps both for each document. */
final class InputPanel extends Div {
    private static final int MAX_STDIN_LENGTH = 1024 * 1024;
    private static final int MAX_ARGUMENTS_LENGTH = 8 * 1024;

    private final TextField arguments = new TextField("Arguments");
    private final TextArea stdin = new TextArea("Standard input");
    private final KeptFields kept = new KeptFields(arguments, stdin);

    InputPanel() {
        addClassName("kiln-input");
        arguments.setId("arguments");
        arguments.setMaxLength(MAX_ARGUMENTS_LENGTH);
        arguments.setHelperText("Divided by spaces; put \"quotes\" around one with spaces in it.");
        arguments.setWidthFull();
        arguments.setValueChangeMode(ValueChangeMode.LAZY);
        stdin.setId("stdin");
        stdin.setMaxLength(MAX_STDIN_LENGTH);
        stdin.setHelperText("What the program reads, line by line.");
        stdin.setWidthFull();
        stdin.setValueChangeMode(ValueChangeMode.LAZY);
        add(kept);
    }

    /** Shows what the browser keeps for a document. */
    void open(String key) {
        arguments.clear();
        arguments.setInvalid(false);
        stdin.clear();
        kept.open(key);
    }

    /**
     * The arguments, one by one.
     *
     * @throws IllegalArgumentException if the line cannot be read; the field says so too
     */
    List<String> arguments() {
        try {
            List<String> parsed = ArgumentLine.parse(arguments.getValue());
            arguments.setInvalid(false);
            return parsed;
        } catch (IllegalArgumentException e) {
            arguments.setErrorMessage(e.getMessage());
            arguments.setInvalid(true);
            throw e;
        }
    }

    String stdin() {
        return stdin.getValue();
    }
}
