package dev.kiln.ui.editor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.page.WebStorage;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a program gets: its arguments and its standard input. The browser remembers both for each document. */
final class InputPanel extends Div {
    private static final int MAX_STDIN_LENGTH = 1024 * 1024;
    private static final int MAX_ARGUMENTS_LENGTH = 8 * 1024;

    private final TextField arguments = new TextField("Arguments");
    private final TextArea stdin = new TextArea("Standard input");
    private String key = "";

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
        arguments.addValueChangeListener(change -> remember("arguments", change.isFromClient(), change.getValue()));
        stdin.addValueChangeListener(change -> remember("stdin", change.isFromClient(), change.getValue()));
        add(arguments, stdin);
    }

    /** Shows what the browser remembers for a document. */
    void open(String key) {
        this.key = key;
        arguments.clear();
        arguments.setInvalid(false);
        stdin.clear();
        WebStorage.getItem(storageKey("arguments"), value -> recall(key, arguments::setValue, value));
        WebStorage.getItem(storageKey("stdin"), value -> recall(key, stdin::setValue, value));
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

    private void recall(String asked, Consumer<String> show, @Nullable String value) {
        if (value != null && asked.equals(key)) {
            show.accept(value);
        }
    }

    private void remember(String field, boolean fromPerson, String value) {
        if (!fromPerson || key.isEmpty()) {
            return;
        }
        if (value.isEmpty()) {
            WebStorage.removeItem(storageKey(field));
        } else {
            WebStorage.setItem(storageKey(field), value);
        }
    }

    private String storageKey(String field) {
        return "kiln." + field + ".1." + key;
    }
}
