package dev.kiln.e2e.drills;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The API dies between the write of an execution and its answer. Its caller asks again with the same idempotency key, and
 * is given the execution that is there.
 *
 * <p>That moment is made to come: Redis freezes, so that submits wait at its door; the API is killed; Redis wakes, and
 * accepts what nobody will be told of. A kill that finds the API asking for something else first, such as a tenant's key,
 * strikes nothing and does not count.
 */
final class ApiKilled implements Drill {
    private static final Duration GATHERING = Duration.ofMillis(400);
    private static final int MOST_KILLS_A_ROUND = 4;
    private static final String KILLED = "API killed";
    private static final String WRITTEN = "written and not answered";

    @Override
    public String name() {
        return "api-killed";
    }

    @Override
    public String what() {
        return "the API is killed between write and answer; callers repeat with their idempotency key";
    }

    @Override
    public boolean repeatsSubmits() {
        return true;
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        var unanswered = new HashSet<String>();
        int struck = 0;
        for (int kill = 0;
                kill < scene.size().rounds() * MOST_KILLS_A_ROUND
                        && struck < scene.size().rounds();
                kill++) {
            int answered = scene.load().ledger().accepted().size();
            scene.await(
                    "a submit to be answered",
                    () -> scene.load().ledger().accepted().size() > answered);
            scene.stack().redis().pause();
            scene.await(
                    "submits to go on their way",
                    () -> scene.load().asking() == scene.size().tenants());
            scene.letPass(GATHERING);
            scene.stack().apiProcess().kill();
            scene.stack().redis().resume();
            Set<String> written = writtenAndNotAnswered(scene);
            written.removeAll(unanswered);
            unanswered.addAll(written);
            struck += written.isEmpty() ? 0 : 1;
            scene.note(KILLED, 1);
            scene.note(WRITTEN, written.size());
            scene.stack().apiProcess().restart();
            scene.stack().apiProcess().awaitReady();
        }
        scene.require(struck == scene.size().rounds(), "only " + struck + " kills came between a write and its answer");
    }

    private static Set<String> writtenAndNotAnswered(Scene scene) throws InterruptedException {
        Recovery.awaitStore(scene.queue());
        var ids = new HashSet<>(scene.queue().executions(scene.load().tenants()).keySet());
        ids.removeAll(scene.load().ledger().accepted().keySet());
        return ids;
    }
}
