package dev.kiln.e2e.drills;

import java.time.Duration;

/** Redis is killed at random moments and started again on its append-only file. */
final class RedisKilled implements Drill {
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration AWAY = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "redis-killed";
    }

    @Override
    public String what() {
        return "Redis is killed at random moments and started again";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        for (int kill = 0; kill < scene.size().rounds(); kill++) {
            scene.letPassUpTo(BETWEEN);
            scene.stack().redis().kill();
            scene.letPassUpTo(AWAY);
            scene.stack().redis().restart();
            scene.note("Redis killed", 1);
        }
    }
}
