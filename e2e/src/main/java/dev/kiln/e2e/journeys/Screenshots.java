package dev.kiln.e2e.journeys;

import dev.kiln.e2e.stack.Checkout;
import dev.kiln.e2e.stack.RunningKiln;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Renews the pictures of the documentation from a Kiln that it starts. */
public final class Screenshots {
    private static final long MOST_BYTES = 200 * 1024;

    private Screenshots() {}

    /** Takes no arguments; writes into {@code docs/pictures}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Checkout.here().root().resolve("docs/pictures");
        try (RunningKiln kiln = RunningKiln.start(Map.of());
                Browser browser = Browser.open(Function.identity())) {
            browser.preferDark(false);
            EditorPage page = SignInPage.at(browser, kiln.ide()).signIn("admin", kiln.adminPassword());
            page.run();
            page.awaitOutcome("Finished");
            page.awaitOutput("stdout", "Hello");
            keep(browser, folder.resolve("ide.png"));
        }
    }

    private static void keep(Browser browser, Path file) throws IOException {
        browser.photograph(file);
        long bytes = Files.size(file);
        System.out.println(file + ": " + bytes / 1024 + " KiB");
        if (bytes > MOST_BYTES) {
            throw new IllegalStateException(file + " is larger than " + MOST_BYTES + " bytes");
        }
    }
}
