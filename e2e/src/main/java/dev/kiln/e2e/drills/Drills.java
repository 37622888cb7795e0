package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** All drills, and the program that plays them. */
public final class Drills {
    private static final List<Drill> ALL = List.of(
            new WorkerKilled(),
            new WorkerPaused(),
            new WorkerReclaimed(),
            new ApiKilled(),
            new RedisKilled(),
            new RedisPaused(),
            new RedisFull(),
            PowerLost.syncedAlways(),
            new NetworkParted(),
            new NetworkLossy(),
            new NetworkSlow(),
            new DiskFull(),
            new ClocksApart(),
            new NoWorkerAlive());

    private static final String NOT_YET =
            "a replica that Sentinel promotes, with another clock too; a node of a cluster that"
                    + " is lost and comes back";

    private Drills() {}

    static List<Drill> all() {
        return ALL;
    }

    /**
     * Plays drills and ends with 0 if all passed, 1 if one failed, 2 if it was asked for what is not there.
     *
     * @param words {@code --list}; or names of drills or {@code all}, with {@code --size small|full}, {@code --seed NUMBER}
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        Request request;
        try {
            request = Request.of(List.of(words));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        if (request.drills.isEmpty()) {
            ALL.forEach(drill -> System.out.printf(Locale.ROOT, "%-20s %s%n", drill.name(), drill.what()));
            System.out.println("Not there yet: " + NOT_YET);
            return;
        }
        Path folder = Checkout.here().root().resolve("target/drills");
        var failed = new ArrayList<String>();
        play(request.drills, request.size, request.seed, report -> {
            System.out.println(report.text());
            report.write(folder);
            if (!report.passed()) {
                failed.add(report.drill().name());
            }
        });
        System.out.printf("%d of %d drills passed%n", request.drills.size() - failed.size(), request.drills.size());
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    /** Plays drills one after the other, those that share their ground on one. */
    private static void play(List<Drill> drills, DrillSize size, long seed, Consumer<DrillReport> reports)
            throws IOException, InterruptedException {
        try (var grounds = new Grounds(size)) {
            for (Drill drill : drills) {
                reports.accept(grounds.play(drill, seed));
            }
        }
    }

    /**
     * What the words ask for.
     *
     * @param drills empty to list them
     */
    private record Request(List<Drill> drills, DrillSize size, long seed) {
        static Request of(List<String> words) {
            DrillSize size = DrillSize.SMALL;
            long seed = System.nanoTime();
            Set<Drill> drills = new LinkedHashSet<>();
            var rest = words.iterator();
            while (rest.hasNext()) {
                String word = rest.next();
                switch (word) {
                    case "--list" -> {
                        return new Request(List.of(), size, seed);
                    }
                    case "--size" -> size = sizeOf(next(rest, word));
                    case "--seed" -> seed = Long.parseLong(next(rest, word));
                    case "all" -> drills.addAll(ALL);
                    default -> drills.add(named(word));
                }
            }
            if (drills.isEmpty()) {
                throw new IllegalArgumentException("which drill? --list names them, all plays them all");
            }
            return new Request(List.copyOf(drills), size, seed);
        }

        private static String next(Iterator<String> rest, String option) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return rest.next();
        }

        private static DrillSize sizeOf(String name) {
            return switch (name) {
                case "small" -> DrillSize.SMALL;
                case "full" -> DrillSize.FULL;
                default -> throw new IllegalArgumentException("--size: small or full, not " + name);
            };
        }

        private static Drill named(String name) {
            return ALL.stream()
                    .filter(drill -> drill.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no drill " + name + "; there are " + String.join(", ", names())));
        }

        private static List<String> names() {
            return ALL.stream().map(Drill::name).toList();
        }
    }
}
