package dev.kiln.e2e.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Chromium without a window, and the one place where its driver is made. Every wait is for something that can be seen,
 * up to {@link #PATIENCE}. For one thread.
 */
public final class Browser implements AutoCloseable {
    /** How long to wait for a page: machines that build at the same time are slow. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
            "--no-proxy-server",
            "--lang=en");

    private static final String FOCUSED = """
            let focused = document.activeElement;
            while (focused.shadowRoot?.activeElement) {
              focused = focused.shadowRoot.activeElement;
            }
            return focused;
            """;

    private final ChromeDriver chromium;
    private final WebDriver driver;

    private Browser(ChromeDriver chromium, WebDriver driver) {
        this.chromium = chromium;
        this.driver = driver;
    }

    /**
     * Starts one, 1280 by 800.
     *
     * @param wrapper what stands between the driver and whoever uses it; may be the identity
     * @throws IllegalStateException if there is no Chromium or no driver for it
     */
    public static Browser open(Function<WebDriver, WebDriver> wrapper) {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        var options = new ChromeOptions();
        options.setBinary(
                program("chromium", "chromium-browser", "google-chrome").toFile());
        options.addArguments(FLAGS);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        var chromium = new ChromeDriver(service, options);
        try {
            var browser = new Browser(chromium, wrapper.apply(chromium));
            browser.resize(1280, 800);
            return browser;
        } catch (RuntimeException | Error refused) { // TestBench without a licence throws an Error
            chromium.quit();
            throw refused;
        }
    }

    /** Forgets who is signed in and everything that pages kept, as a fresh profile would have it. */
    public void forget(URI site) {
        driver.get("about:blank");
        command("Network.clearBrowserCookies", Map.of());
        command("Storage.clearDataForOrigin", Map.of("origin", origin(site), "storageTypes", "all"));
        command("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
        resize(1280, 800);
        // What was complained of before is nobody's now: the log hands out each entry once.
        chromium.manage().logs().get(LogType.BROWSER);
    }

    /** The size of the page, CSS pixels. */
    public void resize(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Whether the person's system is set to dark. */
    public void preferDark(boolean dark) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public void go(URI address) {
        driver.get(address.toString());
    }

    public void reload() {
        driver.navigate().refresh();
    }

    public URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** Clicks what the CSS selector finds, as soon as it can be clicked. */
    public void click(String selector) {
        await("a click on " + selector, PATIENCE, ExpectedConditions.elementToBeClickable(By.cssSelector(selector)))
                .click();
    }

    /** Clicks the first that the CSS selector finds and that is meant, as soon as there is one that is seen. */
    public void clickFirst(String selector, Predicate<WebElement> meant) {
        await(
                "a click on " + selector,
                () -> all(selector).stream()
                        .filter(element -> element.isDisplayed() && meant.test(element))
                        .findFirst()
                        .map(element -> {
                            element.click();
                            return true;
                        })
                        .orElse(false));
    }

    /** The first element that the CSS selector finds, as soon as it is seen. */
    public WebElement seen(String selector) {
        return await(selector, PATIENCE, ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    /** All that the CSS selector finds now. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Presses keys where the focus is. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses a key while another one is held. */
    public void press(org.openqa.selenium.Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /** What a script in the page answers. */
    public Object ask(String script, Object... arguments) {
        Object answer = ((JavascriptExecutor) driver).executeScript(script, arguments);
        return answer == null ? "" : answer;
    }

    /** Waits for a condition; what it is in words is in the message when it does not come. */
    public void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    /** The same with a patience of its own. */
    public void await(String what, Duration patience, BooleanSupplier condition) {
        await(what, patience, _ -> condition.getAsBoolean());
    }

    /** What has the focus, through all shadow roots; the body if nothing has it. */
    public WebElement focused() {
        return (WebElement) ask(FOCUSED);
    }

    /** A picture of the page, PNG. */
    public byte[] picture() {
        return ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES);
    }

    /** Keeps a picture of the page, PNG. */
    public void photograph(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, picture());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What the page and the browser complained of since this was asked last. */
    public List<String> complaints() {
        return chromium.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    @Override
    public void close() {
        chromium.quit();
    }

    private <T> T await(String what, Duration patience, ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, patience, POLL)
                .withMessage(() -> what + " did not come on " + driver.getCurrentUrl())
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(condition);
    }

    private void command(String name, Map<String, Object> parameters) {
        chromium.executeCdpCommand(name, parameters);
    }

    private static String origin(URI site) {
        return site.getScheme() + "://" + site.getAuthority();
    }

    private static Path program(String... names) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(folder -> Arrays.stream(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        names[0] + " is not on the PATH; run: apt-get install chromium chromium-driver"));
    }
}
