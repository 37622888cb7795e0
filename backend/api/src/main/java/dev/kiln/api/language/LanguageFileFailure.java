package dev.kiln.api.language;

import dev.kiln.language.LanguageFileException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start what is wrong with the language files, in place of a stack trace. */
final class LanguageFileFailure extends AbstractFailureAnalyzer<LanguageFileException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, LanguageFileException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Let KILN_LANGUAGES name the folder of Kiln's language files.",
                cause);
    }
}
