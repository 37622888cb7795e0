package dev.kiln.e2e.journeys;

import java.net.URI;

/** The page on which a person signs in. */
public final class SignInPage {
    private final Browser browser;

    private SignInPage(Browser browser) {
        this.browser = browser;
    }

    /** Goes to an address that leads here, because nobody is signed in or because it is the link. */
    public static SignInPage at(Browser browser, URI address) {
        browser.go(address);
        browser.seen("#login-submit");
        return new SignInPage(browser);
    }

    /** Signs in as somebody whose password is right. */
    public EditorPage signIn(String name, String password) {
        submit(name, password);
        return EditorPage.awaited(browser);
    }

    /** Fills in the form and sends it. */
    public void submit(String name, String password) {
        browser.seen("#login-name input").sendKeys(name);
        browser.seen("#login-password input").sendKeys(password);
        browser.click("#login-submit");
    }

    /** Presses the only button of the one-time link. */
    public void useLink() {
        browser.click("#login-submit");
    }

    /** What the page says about the last attempt, once it says something. */
    public String message() {
        browser.await(
                "a message about the sign-in",
                () -> !browser.seen("#login-message").getText().isBlank());
        return browser.seen("#login-message").getText();
    }
}
