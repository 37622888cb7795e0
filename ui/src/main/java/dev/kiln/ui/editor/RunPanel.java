package dev.kiln.ui.editor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import dev.kiln.client.Content;
import dev.kiln.client.Execution;
import dev.kiln.client.Phase;
import dev.kiln.ui.component.ProgramOutput;
import dev.kiln.ui.component.ProgramOutput.Stream;

/** Beside the code: how the run goes, what the program wrote, what it reads. */
final class RunPanel extends Div {
    private final OutcomeLine outcome = new OutcomeLine();
    private final ProgramOutput output =
            new ProgramOutput("What your program writes appears here. Ctrl+Enter runs it.");
    private final InputPanel input = new InputPanel();
    private final TabSheet tabs = new TabSheet();
    private final Tab console;
    private final Tab inputTab;

    RunPanel() {
        addClassName("kiln-run-panel");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Run");
        output.setId("output");
        console = tabs.add("Console", output);
        tabs.getElement().appendChild(input.getElement());
        inputTab = tabs.add("Input", input);
        takeInput();
        tabs.addSelectedChangeListener(_ -> takeInput());
        tabs.setSizeFull();
        mendTabList();
        add(outcome, tabs);
    }

    OutcomeLine outcome() {
        return outcome;
    }

    InputPanel input() {
        return input;
    }

    /**
     * A run takes the input whether its pane is seen or not. Tab sheets of Vaadin 25.2 attach a pane when it is first chosen,
     * and disable those that are not: then the server would hear nothing of what the browser kept.
     */
    private void takeInput() {
        input.setEnabled(true);
    }

    /** Between the tab list of Vaadin 25.2 and its tabs is an element that can be focused, which a tab list must not own. */
    private void mendTabList() {
        tabs.getElement().executeJs("""
                        const list = this.querySelector('vaadin-tabs');
                        list.updateComplete.then(
                            () => list.shadowRoot.querySelector('[part=tabs]').removeAttribute('tabindex'));
                        """);
    }

    /** Makes room for what the next run writes. */
    void begin() {
        output.clear();
        tabs.setSelectedTab(console);
    }

    void showInput() {
        tabs.setSelectedTab(inputTab);
    }

    /** Shows what the program, and the compiler before it, wrote. */
    void showOutput(Execution result) {
        Phase compile = result.compile();
        if (compile != null) {
            write(Stream.COMPILER, compile.stdout(), compile.stdoutTruncated());
            write(Stream.COMPILER, compile.stderr(), compile.stderrTruncated());
        }
        Phase run = result.run();
        if (run == null) {
            return;
        }
        write(Stream.STDOUT, run.stdout(), run.stdoutTruncated());
        write(Stream.STDERR, run.stderr(), run.stderrTruncated());
        if (run.stdout().isEmpty() && run.stderr().isEmpty()) {
            output.write(Stream.NOTE, "The program wrote nothing.\n");
        }
    }

    private void write(Stream stream, Content content, boolean truncated) {
        output.write(stream, content.text());
        if (!content.isText()) {
            output.write(Stream.NOTE, "Some of these bytes are no text (UTF-8); they are shown as \uFFFD.\n");
        }
        if (truncated) {
            output.write(Stream.NOTE, "The rest was over the limit and is gone.\n");
        }
    }
}
