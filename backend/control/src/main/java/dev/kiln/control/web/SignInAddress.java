package dev.kiln.control.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The address of the printed link. It changes nothing: the page that it leads to has a button that does. */
@RestController
class SignInAddress {
    @GetMapping("/sign-in")
    ResponseEntity<Void> lead(@RequestParam(name = "token", defaultValue = "") String token) {
        String query = token.isEmpty() ? "" : "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .cacheControl(CacheControl.noStore())
                .location(URI.create("/login" + query))
                .build();
    }
}
