package dev.kiln.ui.editor;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.kiln.ui.component.KilnIcon;
import java.util.List;
import java.util.function.Consumer;

/** Above the code: which language, and the one thing to do next. */
final class EditorToolbar extends Div {
    private final Select<OfferedLanguage> language = new Select<>();
    private final Button reset = new Button("Start over", new KilnIcon("reset"));
    private final Button run = new Button("Run", new KilnIcon("run"));
    private final Button stop = new Button("Stop", new KilnIcon("stop"));

    EditorToolbar(Consumer<OfferedLanguage> chosen, Runnable onReset, Runnable onRun, Runnable onStop) {
        addClassName("kiln-toolbar");
        language.setId("language");
        language.setAriaLabel("Language");
        language.setItemLabelGenerator(OfferedLanguage::title);
        language.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                chosen.accept(change.getValue());
            }
        });
        reset.setId("reset");
        reset.addThemeVariants(ButtonVariant.TERTIARY);
        reset.getElement().setAttribute("title", "Back to the template; undo brings your text back");
        reset.addClickListener(_ -> onReset.run());
        run.setId("run");
        run.addThemeVariants(ButtonVariant.PRIMARY);
        explainKey(run, "Ctrl+Enter", "Control+Enter");
        run.addClickListener(_ -> onRun.run());
        stop.setId("stop");
        stop.addThemeVariants(ButtonVariant.ERROR);
        explainKey(stop, "Escape", "Escape");
        stop.addClickListener(_ -> onStop.run());
        stop.setVisible(false);
        var space = new Span();
        space.addClassName("space");
        add(language, reset, space, run, stop);
        showReady(false);
    }

    void offer(List<OfferedLanguage> languages) {
        language.setItems(languages);
    }

    void select(OfferedLanguage chosen) {
        language.setValue(chosen);
    }

    /** Whether there is a document that can be run. */
    void showReady(boolean ready) {
        language.setEnabled(ready);
        reset.setEnabled(ready);
        run.setEnabled(ready);
    }

    /** Stop takes the place of Run, and its focus, while something runs. */
    void showRunning(boolean running) {
        run.setVisible(!running);
        stop.setVisible(running);
        stop.setEnabled(true);
        language.setEnabled(!running);
        Button before = running ? run : stop;
        Button after = running ? stop : run;
        // A button that disappears leaves the focus nowhere, and the keyboard with it.
        getElement().executeJs("""
                        const focused = document.activeElement;
                        if (focused === null || focused === document.body || focused === $0) {
                          setTimeout(() => $1.focus());
                        }""", before.getElement(), after.getElement());
    }

    /** By the browser's own tooltip: Vaadin's takes the first Escape for itself, and so from what it should stop. */
    private static void explainKey(Button button, String key, String ariaKey) {
        button.getElement().setAttribute("title", key);
        button.getElement().setAttribute("aria-keyshortcuts", ariaKey);
    }

    /** The wish to stop is on its way. */
    void showStopping() {
        stop.setEnabled(false);
    }
}
