package dev.kiln.e2e.journeys;

import com.vaadin.testbench.TestBench;
import dev.kiln.e2e.stack.Checkout;
import dev.kiln.e2e.stack.ControlPlane;
import dev.kiln.e2e.stack.RunningKiln;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.WebDriver;

/**
 * What journeys share: one Kiln, a control plane beside it for those who need users, and one browser, which knows nothing
 * any more when a journey begins. Journeys take them as parameters. Of one that fails a picture of the page and what the
 * browser complained of are kept in {@code target/journeys}.
 */
final class Stage implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(Stage.class);

    /** A user with the longest name that there may be. */
    static final String LONGEST_NAME = "w".repeat(64);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RunningKiln.class || type == ControlPlane.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == ControlPlane.class) {
            return control(context);
        }
        return type == RunningKiln.class ? kiln(context) : browser(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser(context).forget(kiln(context).ide());
        ControlPlane control = store(context).get(ControlPlane.class, ControlPlane.class);
        if (control != null) {
            browser(context).forget(control.ide());
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            keepEvidence(context);
        }
    }

    private static void keepEvidence(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        Path folder = Checkout.here().root().resolve("target/journeys");
        browser(context).photograph(folder.resolve(name + ".png"));
        List<String> complaints = browser(context).complaints();
        try {
            Files.write(folder.resolve(name + ".log"), complaints);
            Files.writeString(folder.resolve(name + ".kiln.log"), kiln(context).evidence());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static RunningKiln kiln(ExtensionContext context) {
        return store(context)
                .computeIfAbsent(
                        RunningKiln.class, _ -> RunningKiln.start(Map.of("KILN_QUEUE_LEASE", "3s")), RunningKiln.class);
    }

    private static ControlPlane control(ExtensionContext context) {
        RunningKiln kiln = kiln(context);
        return store(context)
                .computeIfAbsent(
                        ControlPlane.class,
                        _ -> ControlPlane.beside(kiln, List.of("ada", "bob", "cleo", LONGEST_NAME)),
                        ControlPlane.class);
    }

    private static Browser browser(ExtensionContext context) {
        return store(context).computeIfAbsent(Browser.class, _ -> Browser.open(Stage::driver), Browser.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(OURS);
    }

    /** In the profile testbench whoever uses the driver meets TestBench's, which waits for Vaadin and needs a licence. */
    static WebDriver driver(WebDriver chromium) {
        String name = System.getProperty("kiln.journeys.driver", "selenium");
        return switch (name) {
            case "selenium" -> chromium;
            case "testbench" -> TestBench.createDriver(chromium);
            default -> throw new IllegalStateException("kiln.journeys.driver: selenium or testbench, not " + name);
        };
    }
}
