package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.shared.Registration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The code editor. The text lives in the browser, so that typing never waits for the server; what is here is a copy that
 * follows by versioned operations. The browser keeps a draft under the document's key.
 */
@Tag("kiln-code-editor")
@JsModule("./kiln/editor/kiln-code-editor.ts")
@NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
@NpmPackage(value = "@codemirror/commands", version = "6.11.1")
@NpmPackage(value = "@codemirror/lang-cpp", version = "6.0.3")
@NpmPackage(value = "@codemirror/lang-go", version = "6.0.1")
@NpmPackage(value = "@codemirror/lang-java", version = "6.0.2")
@NpmPackage(value = "@codemirror/lang-javascript", version = "6.2.5")
@NpmPackage(value = "@codemirror/lang-php", version = "6.0.2")
@NpmPackage(value = "@codemirror/lang-python", version = "6.2.1")
@NpmPackage(value = "@codemirror/lang-rust", version = "6.0.2")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/legacy-modes", version = "6.5.5")
@NpmPackage(value = "@codemirror/search", version = "6.7.2")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
@NpmPackage(value = "@lezer/highlight", version = "1.2.5")
public final class CodeEditor extends Component implements HasSize, HasStyle {
    private final DocumentCopy copy = new DocumentCopy();
    private String key = "";

    /** @param label the accessible name of the text */
    public CodeEditor(String label) {
        getElement().setProperty("label", label);
        addListener(DocumentEvent.class, this::takeDocument);
        addListener(OperationsEvent.class, this::takeOperations);
    }

    /**
     * Opens a document: the draft that the browser keeps for it, or the template where there is none.
     *
     * @param key names person, project and file, so that drafts do not meet
     * @param language the id of a language; one that the editor does not know is plain text
     */
    public void open(String key, String language, String template) {
        this.key = key;
        copy.open(0, template);
        getElement().callJsFunction("openDocument", key, language, template);
    }

    /** Replaces the text by the template, as an edit that the person can undo. */
    public void resetToTemplate() {
        getElement().callJsFunction("resetToTemplate");
    }

    /** Puts the cursor into the text. */
    public void focus() {
        getElement().callJsFunction("focus");
    }

    /** The text; empty where the copy is out of step with the browser, which {@link #synchronize} mends. */
    public Optional<String> text() {
        return copy.text();
    }

    /** Asks the browser for the whole text. */
    public void synchronize() {
        getElement().callJsFunction("announce");
    }

    /** Told when the person presses the key that runs; the copy has everything that was typed before. */
    public Registration addRunListener(ComponentEventListener<RunEvent> listener) {
        return addListener(RunEvent.class, listener);
    }

    /** Told when the person presses the key that stops. */
    public Registration addStopListener(ComponentEventListener<StopEvent> listener) {
        return addListener(StopEvent.class, listener);
    }

    private void takeDocument(DocumentEvent event) {
        if (event.key().equals(key)) {
            copy.open(event.version(), event.text());
        }
    }

    private void takeOperations(OperationsEvent event) {
        if (event.key().equals(key) && !copy.apply(event.operations())) {
            synchronize();
        }
    }

    /** The whole text of a document. */
    @DomEvent("kiln-document")
    public static final class DocumentEvent extends ComponentEvent<CodeEditor> {
        private final String key;
        private final int version;
        private final String text;

        public DocumentEvent(
                CodeEditor source,
                boolean fromClient,
                @EventData("event.detail.key") String key,
                @EventData("event.detail.version") int version,
                @EventData("event.detail.text") String text) {
            super(source, fromClient);
            this.key = key;
            this.version = version;
            this.text = text;
        }

        String key() {
            return key;
        }

        int version() {
            return version;
        }

        String text() {
            return text;
        }
    }

    /** What was changed since the last such event. */
    @DomEvent("kiln-operations")
    public static final class OperationsEvent extends ComponentEvent<CodeEditor> {
        private final String key;
        private final JsonNode operations;

        public OperationsEvent(
                CodeEditor source,
                boolean fromClient,
                @EventData("event.detail.key") String key,
                @EventData("event.detail.operations") JsonNode operations) {
            super(source, fromClient);
            this.key = key;
            this.operations = operations;
        }

        String key() {
            return key;
        }

        JsonNode operations() {
            return operations;
        }
    }

    /** The key that runs was pressed. */
    @DomEvent("kiln-run")
    public static final class RunEvent extends ComponentEvent<CodeEditor> {
        public RunEvent(CodeEditor source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    /** The key that stops was pressed. */
    @DomEvent("kiln-stop")
    public static final class StopEvent extends ComponentEvent<CodeEditor> {
        public StopEvent(CodeEditor source, boolean fromClient) {
            super(source, fromClient);
        }
    }
}
