package dev.kiln.e2e.journeys;

import java.net.URI;
import java.time.Duration;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page on which programs are written and run. */
public final class EditorPage {
    private static final String PASTE = """
            const content = document.querySelector('kiln-code-editor').shadowRoot.querySelector('.cm-content');
            const clipboard = new DataTransfer();
            clipboard.setData('text/plain', arguments[0]);
            content.dispatchEvent(
                new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
            """;
    private static final String TEXT = "return document.querySelector('kiln-code-editor').text;";
    private static final String OUTPUT = """
            const blocks = document.querySelector('#output').shadowRoot
                .querySelectorAll(`.segment.${arguments[0]} .block`);
            return Array.from(blocks, (block) => block.textContent).join('');
            """;
    private static final String OUTPUT_LENGTH = """
            const blocks = document.querySelector('#output').shadowRoot.querySelectorAll('.block');
            return Array.from(blocks, (block) => block.textContent.length).reduce((sum, length) => sum + length, 0);
            """;
    private static final String OUTPUT_TOP = """
            return Math.round(document.querySelector('#output').shadowRoot.querySelector('.scroller').scrollTop);
            """;
    private static final String CONNECTION = """
            return document.querySelector('.kiln-top kiln-connection').shadowRoot.textContent.trim();
            """;
    private static final String EDITOR_HAS_FOCUS = """
            const editor = document.querySelector('kiln-code-editor');
            return document.activeElement === editor
                && editor.shadowRoot.activeElement === editor.shadowRoot.querySelector('.cm-content');
            """;

    private final Browser browser;

    private EditorPage(Browser browser) {
        this.browser = browser;
    }

    /** The page that is coming, once a program can be run on it. */
    public static EditorPage awaited(Browser browser) {
        var page = new EditorPage(browser);
        browser.await(
                "a program to run",
                () -> browser.all("#run").stream().anyMatch(WebElement::isEnabled)
                        && browser.all("kiln-code-editor").size() == 1
                        && !page.text().isEmpty());
        return page;
    }

    /** Goes there with a language chosen. */
    public static EditorPage with(Browser browser, URI ide, String language) {
        browser.go(ide.resolve("?language=" + language));
        return awaited(browser);
    }

    /** Chooses another language of the list by its name, and waits for its program. */
    public void choose(String name) {
        String before = text();
        browser.click("#language");
        browser.clickFirst(
                "vaadin-select-list-box vaadin-select-item",
                item -> item.getText().startsWith(name + " "));
        browser.await("the program in " + name, () -> !text().equals(before));
    }

    /** Replaces the text by another, as a person pastes it. */
    public void paste(String text) {
        selectAll();
        browser.ask(PASTE, text);
        browser.await("the pasted text", () -> text().equals(text));
    }

    /** Replaces the text by another, key by key. */
    public void type(String text) {
        selectAll();
        browser.press(text);
    }

    /** The program as it is on the screen. */
    public String text() {
        return browser.ask(TEXT).toString();
    }

    /** Whether keys go into the program. */
    public boolean hasFocus() {
        return Boolean.TRUE.equals(browser.ask(EDITOR_HAS_FOCUS));
    }

    /** Brings the run panel into sight, where a narrow page shows one pane at a time. */
    public void showRun() {
        if (browser.all("#pane-run").stream().anyMatch(WebElement::isDisplayed)) {
            browser.click("#pane-run");
        }
        browser.seen("#outcome");
    }

    /** Fills in what the program reads and its arguments. */
    public void give(String stdin, String arguments) {
        openInput();
        browser.seen("#arguments input").sendKeys(arguments);
        browser.seen("#stdin textarea").sendKeys(stdin);
    }

    /** What the program reads. */
    public String stdin() {
        openInput();
        return browser.ask("return document.querySelector('#stdin').value;").toString();
    }

    private void openInput() {
        browser.clickFirst("vaadin-tab", tab -> tab.getText().equals("Input"));
        browser.seen("#stdin textarea");
    }

    public void run() {
        browser.click("#run");
    }

    public void stop() {
        browser.click("#stop");
    }

    /** Waits until the line about the run says something. */
    public void awaitOutcome(String words) {
        awaitOutcome(words, Browser.PATIENCE);
    }

    /** Waits longer, or not so long, until the line about the run says something. */
    public void awaitOutcome(String words, Duration patience) {
        browser.await("the outcome '" + words + "'", patience, () -> outcome().contains(words));
    }

    /** The line that says how the run goes or how it ended. */
    public String outcome() {
        return browser.seen("#outcome").getText();
    }

    /** What the program wrote to {@code stdout} or {@code stderr}, or what the {@code compiler} said. */
    public String output(String stream) {
        return browser.ask(OUTPUT, stream).toString();
    }

    /** Waits until one of the streams has a text in it. */
    public void awaitOutput(String stream, String text) {
        browser.await("'" + text + "' in " + stream, () -> output(stream).contains(text));
    }

    /** How much output is drawn, UTF-16 code units. */
    public long outputLength() {
        return ((Number) browser.ask(OUTPUT_LENGTH)).longValue();
    }

    /** How far the output is scrolled, CSS pixels. */
    public long outputTop() {
        return ((Number) browser.ask(OUTPUT_TOP)).longValue();
    }

    /** What the top bar says about the connection. */
    public String connection() {
        return browser.ask(CONNECTION).toString();
    }

    private void selectAll() {
        browser.ask("document.querySelector('kiln-code-editor').focus();");
        browser.await("the focus in the editor", this::hasFocus);
        browser.press(Keys.CONTROL, "a");
    }
}
