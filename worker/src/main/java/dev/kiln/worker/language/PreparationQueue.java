package dev.kiln.worker.language;

import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.PreparationRecipe;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The languages that wait to be prepared. Those that executions wait for come first, in the order in which they were
 * first asked for; the others follow, the quickest first, since nobody should wait for a slow one of somebody else's. Safe
 * for many threads.
 */
final class PreparationQueue {
    private final Map<String, InstalledLanguage> waiting = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    PreparationQueue(Collection<InstalledLanguage> languages) {
        languages.stream()
                .sorted(Comparator.comparing(PreparationQueue::longestPreparation))
                .forEach(installed -> waiting.put(installed.language().id(), installed));
    }

    /** Moves a language that waits before those that nobody asks for; changes nothing if it does not wait. */
    synchronized void ask(String id) {
        if (waiting.containsKey(id)) {
            asked.add(id);
        }
    }

    /** Takes the next one out; empty once none is left. */
    synchronized Optional<InstalledLanguage> next() {
        Optional<String> id =
                asked.stream().findFirst().or(() -> waiting.keySet().stream().findFirst());
        id.ifPresent(asked::remove);
        return id.map(waiting::remove);
    }

    private static Duration longestPreparation(InstalledLanguage installed) {
        PreparationRecipe recipe = installed.language().preparation();
        return recipe == null ? Duration.ZERO : recipe.timeout();
    }
}
