package dev.kiln.control.web;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * What a page may load. Scripts run only if they carry the number that the server made for this one page, or if such a
 * script loads them. Vaadin Flow up to 25.3 builds functions from what the server sends, which needs {@code
 * unsafe-eval}; its components write {@code style} attributes, which needs {@code unsafe-inline} for styles.
 */
@Component
public class ContentPolicy implements VaadinServiceInitListener {
    /** For whatever is not a page of Vaadin: it loads nothing. Error pages carry their style in themselves. */
    public static final String FOR_ALL_BUT_PAGES =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final long serialVersionUID = 1L;
    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(ContentPolicy::protect);
    }

    private static void protect(IndexHtmlResponse page) {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        page.getDocument()
                .select("script, link[rel=modulepreload], link[rel=preload][as=script]")
                .attr("nonce", nonce);
        page.getVaadinResponse().setHeader("Content-Security-Policy", forPage(nonce));
        // Vaadin would let pages of the same origin frame it.
        page.getVaadinResponse().setHeader("X-Frame-Options", "DENY");
    }

    static String forPage(String nonce) {
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'nonce-" + nonce + "' 'strict-dynamic' 'unsafe-eval'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                "connect-src 'self'",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }
}
