package dev.kiln.language;

import java.util.List;

/** What was found of a language on this host. */
public sealed interface Discovery {

    /** The language that was looked for. */
    Language language();

    /**
     * The toolchain is here and answers.
     *
     * @param installed the language with its resolved paths; it may still have to be prepared
     */
    record Present(InstalledLanguage installed) implements Discovery {
        @Override
        public Language language() {
            return installed.language();
        }
    }

    /**
     * There is no toolchain that will do.
     *
     * @param language the language
     * @param reason what was tried and what was wrong with it, for people
     * @param mend the command that mends it
     */
    record Missing(Language language, String reason, List<String> mend) implements Discovery {
        public Missing {
            mend = List.copyOf(mend);
        }
    }
}
