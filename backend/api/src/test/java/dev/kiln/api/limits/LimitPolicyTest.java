package dev.kiln.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.Limits;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitPolicyTest {
    private static final LanguageCatalog CATALOG = LanguageCatalog.load(Path.of("../../languages"));
    private final Language python = CATALOG.find("python").orElseThrow();

    @Test
    void givesTheDefaultsWhereNothingIsAsked() {
        assertThat(policy(Map.of()).decide(python, Map.of())).isEqualTo(Limits.standard());
    }

    @Test
    void givesWhatIsAskedUpToTheMaximum() {
        var all = new HashMap<Limit, Long>();
        for (Limit limit : Limit.values()) {
            all.put(limit, limit.of(Limits.standardMaximum()));
        }

        assertThat(policy(Map.of()).decide(python, all)).isEqualTo(Limits.standardMaximum());
    }

    @Test
    void refusesLessThanOneAndMoreThanTheMaximum() {
        for (Limit limit : Limit.values()) {
            for (long value :
                    new long[] {0, -1, Long.MIN_VALUE, limit.of(Limits.standardMaximum()) + 1, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> policy(Map.of()).decide(python, Map.of(limit, value)))
                        .isInstanceOfSatisfying(KilnException.class, refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_OUT_OF_BOUNDS);
                            assertThat(refusal.field()).isEqualTo("limits." + limit.field());
                        });
            }
        }
    }

    @Test
    void givesNoLanguageMoreThanTheMaximum() {
        Map<String, String> strict = new HashMap<>();
        for (Limit limit : Limit.values()) {
            strict.put("kiln.limits.default." + limit.key(), "1");
            strict.put("kiln.limits.maximum." + limit.key(), "1");
        }

        for (Language language : CATALOG.languages()) {
            assertThat(policy(strict).decide(language, Map.of()))
                    .as(language.id())
                    .isEqualTo(new Limits(1, 1, 1, 1, 1, 1));
        }
    }

    private static LimitPolicy policy(Map<String, String> settings) {
        return new LimitPolicy(new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("kiln.limits", LimitProperties.class));
    }
}
