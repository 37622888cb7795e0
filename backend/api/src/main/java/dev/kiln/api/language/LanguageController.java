package dev.kiln.api.language;

import dev.kiln.api.auth.Caller;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.tenant.Scope;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/languages}: what there is, and what a worker has. */
@RestController
final class LanguageController {
    private final LanguageCatalog catalog;
    private final LiveLanguages live;

    LanguageController(LanguageCatalog catalog, LiveLanguages live) {
        this.catalog = catalog;
        this.live = live;
    }

    @GetMapping(path = "/v1/languages", produces = MediaType.APPLICATION_JSON_VALUE)
    LanguageResponse.All languages(Caller caller) {
        caller.require(Scope.READ);
        return new LanguageResponse.All(catalog.languages().stream()
                .map(language -> LanguageResponse.of(language, live.versions(language.id())))
                .toList());
    }
}
