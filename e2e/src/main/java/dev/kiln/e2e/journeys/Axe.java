package dev.kiln.e2e.journeys;

import dev.kiln.e2e.stack.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds what keeps people out of a page, by the rules of axe-core, which the folder of the front end brings. */
public final class Axe {
    private static final String KNOWN = "return window.axe !== undefined;";
    private static final String GRAVE_FINDINGS = """
            const told = (node) => node.target.join(' ') + ': ' + node.failureSummary.replace(/\\s+/g, ' ');
            return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ impact, id, nodes }) => `${impact} ${id} at ${nodes.map(told).join('; ')}`)
                .join('\\n'));
            """;

    private final Browser browser;
    private final String axe;

    /** @throws IllegalStateException if the packages of the front end are not installed */
    public Axe(Browser browser) {
        this.browser = browser;
        Path file = Checkout.here().root().resolve("frontend/node_modules/axe-core/axe.min.js");
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(file + " is not there; run: npm ci --prefix frontend");
        }
        try {
            axe = Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Everything serious or critical on the page as it is now, a line each. */
    public List<String> graveFindings() {
        if (Boolean.FALSE.equals(browser.ask(KNOWN))) {
            browser.ask(axe);
        }
        return browser.ask(GRAVE_FINDINGS).toString().lines().toList();
    }
}
