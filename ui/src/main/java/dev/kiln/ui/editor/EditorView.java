package dev.kiln.ui.editor;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.kiln.ui.component.CodeEditor;
import dev.kiln.ui.component.Failure;
import dev.kiln.ui.component.StatusBar;
import dev.kiln.ui.editor.PaneSwitch.Pane;
import dev.kiln.ui.shell.Incident;
import dev.kiln.ui.shell.Preference;
import dev.kiln.ui.shell.SignedIn;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Write a program, run it, see what it does. */
@Route("")
@PageTitle("Code")
@PermitAll
public final class EditorView extends Div implements BeforeEnterObserver {
    private static final int MAX_SOURCE_BYTES = 1024 * 1024;
    private static final double CODE_SHARE = 58;

    private final Executions executions;
    private final String owner;

    private final CodeEditor editor = new CodeEditor("Code");
    private final RunPanel runPanel = new RunPanel();
    private final EditorToolbar toolbar =
            new EditorToolbar(this::choose, editor::resetToTemplate, this::run, this::stop);
    private final StatusBar status = new StatusBar();
    private final PaneSwitch panes = new PaneSwitch(this::showPane);
    private final Div trouble = new Div();

    private String wanted = Preference.LANGUAGE.read().orElse("");
    private @Nullable OfferedLanguage language;
    private @Nullable Run running;

    public EditorView(Executions.OfTenant executions, SignedIn signedIn) {
        this.executions = executions.of(signedIn.user().tenantId());
        this.owner = signedIn.user().id().toString();
        addClassName("kiln-editor-page");
        trouble.addClassName("trouble");
        editor.setId("editor");
        editor.addRunListener(_ -> run());
        editor.addStopListener(_ -> stop());
        add(toolbar, trouble, split(), status, panes);
        showPane(Pane.CODE);
        // Fields tell their value when they lose the focus: what was typed last must not miss the run.
        Shortcuts.addShortcutListener(runPanel, this::run, Key.ENTER, KeyModifier.CONTROL)
                .listenOn(runPanel, toolbar)
                .resetFocusOnActiveElement();
        Shortcuts.addShortcutListener(this, this::stop, Key.ESCAPE)
                .listenOn(runPanel, toolbar)
                .allowBrowserDefault();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.getLocation().getQueryParameters().getSingleParameter("language").ifPresent(id -> wanted = id);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        load();
    }

    /** Nobody would see the result any more. */
    @Override
    protected void onDetach(DetachEvent event) {
        if (running != null) {
            running.cancel();
        }
    }

    private SplitLayout split() {
        var split = new SplitLayout(editor, runPanel);
        split.addClassName("panes");
        split.setSplitterPosition(Preference.CODE_SHARE.readNumber(20, 80).orElse(CODE_SHARE));
        split.addSplitterDragEndListener(_ -> Optional.ofNullable(split.getSplitterPosition())
                .ifPresent(position -> Preference.CODE_SHARE.write(Long.toString(Math.round(position)))));
        return split;
    }

    private void load() {
        trouble.removeAll();
        addClassName("loading");
        Background.start(
                this,
                "languages",
                executions::languages,
                this::offer,
                failure -> showTrouble("The languages could not be listed. " + failure.getMessage(), failure));
    }

    private void offer(List<OfferedLanguage> languages) {
        removeClassName("loading");
        if (languages.isEmpty()) {
            trouble.add(new Failure(
                    "No language is installed where programs run. Whoever runs Kiln can add some with"
                            + " ./kiln languages install.",
                    null,
                    this::load));
            return;
        }
        toolbar.offer(languages);
        toolbar.showReady(true);
        OfferedLanguage first = languages.stream()
                .filter(offered -> offered.id().equals(wanted))
                .findFirst()
                .orElseGet(() -> firstFor(languages));
        toolbar.select(first);
        open(first);
    }

    /** Who comes for the first time begins with Python, where it is. */
    private static OfferedLanguage firstFor(List<OfferedLanguage> languages) {
        return languages.stream()
                .filter(offered -> offered.id().equals("python"))
                .findFirst()
                .orElse(languages.getFirst());
    }

    private void choose(OfferedLanguage chosen) {
        Preference.LANGUAGE.write(chosen.id());
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, "?language=" + chosen.id()));
        open(chosen);
    }

    private void open(OfferedLanguage chosen) {
        language = chosen;
        String key = owner + "/scratch/" + chosen.id();
        editor.open(key, chosen.id(), chosen.template());
        runPanel.input().open(key);
        status.setLanguage(chosen.title());
        editor.focus();
    }

    private void run() {
        if (running != null || language == null) {
            return;
        }
        Optional<String> source = editor.text();
        if (source.isEmpty()) {
            editor.synchronize();
            refuse("The page and the server were out of step, or the program is too long. Press Run again.");
        } else if (source.get().getBytes(StandardCharsets.UTF_8).length > MAX_SOURCE_BYTES) {
            refuse("The program is longer than 1 MiB.");
        } else {
            start(language, source.get());
        }
    }

    private void start(OfferedLanguage chosen, String source) {
        List<String> arguments;
        try {
            arguments = runPanel.input().arguments();
        } catch (IllegalArgumentException e) {
            runPanel.showInput();
            refuse("The arguments cannot be read. " + e.getMessage());
            return;
        }
        var program = new Program(chosen, source, arguments, runPanel.input().stdin());
        runPanel.begin();
        toolbar.showRunning(true);
        showPane(Pane.RUN);
        var display = new RunDisplay(this, runPanel, status, chosen, this::run, this::ended);
        display.begin();
        running = Run.start(executions, program, display);
    }

    private void stop() {
        if (running != null) {
            toolbar.showStopping();
            running.cancel();
        }
    }

    private void ended() {
        running = null;
        toolbar.showRunning(false);
    }

    private void refuse(String why) {
        runPanel.outcome().showRefusal(why);
        showPane(Pane.RUN);
    }

    private void showPane(Pane pane) {
        getElement().setAttribute("pane", pane.key());
        panes.show(pane);
    }

    private void showTrouble(String what, Throwable cause) {
        removeClassName("loading");
        trouble.removeAll();
        trouble.add(new Failure(what, Incident.report("cannot list languages", cause), this::load));
    }
}
