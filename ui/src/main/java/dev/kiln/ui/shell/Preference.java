package dev.kiln.ui.shell;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How a person likes the pages in this browser. Kept in cookies, so that the first byte of a page already knows it and
 * nothing jumps. The values come from the browser: whoever reads one checks it.
 */
public enum Preference {
    /** {@code system}, {@code light} or {@code dark}. */
    THEME("kiln-theme"),
    /** The id of the language that was chosen last. */
    LANGUAGE("kiln-language"),
    /** The share of the page that the code has, percent. */
    CODE_SHARE("kiln-code-share"),
    /** {@code wide} or {@code narrow}. */
    RAIL("kiln-rail");

    private static final int YEAR_SECONDS = 365 * 24 * 60 * 60;
    private static final Pattern VALUE = Pattern.compile("[a-z0-9.+-]{1,32}");

    private final String cookieName;

    Preference(String cookieName) {
        this.cookieName = cookieName;
    }

    /** The value that came with the current request; empty where there is none or it is no value of ours. */
    public Optional<String> read() {
        VaadinRequest request = VaadinRequest.getCurrent();
        return request == null ? Optional.empty() : read(request);
    }

    /** The value that came with a request. */
    public Optional<String> read(VaadinRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(cookieName))
                .map(Cookie::getValue)
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst();
    }

    /** The value as a number, if it is one within the bounds. */
    public OptionalDouble readNumber(double least, double most) {
        Optional<String> value = read().filter(text -> text.matches("[0-9]{1,4}"));
        return value.map(Double::parseDouble)
                .filter(number -> number >= least && number <= most)
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    /**
     * Keeps a value in the browser of the current request; without a request there is no browser to keep it.
     *
     * @param value lower-case letters, digits, {@code . + -}; at most 32
     */
    public void write(String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a value of a preference");
        }
        VaadinResponse response = VaadinResponse.getCurrent();
        if (response == null) {
            return;
        }
        var cookie = new Cookie(cookieName, value);
        cookie.setPath("/");
        cookie.setMaxAge(YEAR_SECONDS);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
