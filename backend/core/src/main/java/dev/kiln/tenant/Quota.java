package dev.kiln.tenant;

/**
 * What a tenant may have of the queue.
 *
 * @param weight turns that it gets where others get one, 1 to 1,000
 * @param waiting most executions that wait, at least 1
 * @param running most executions at a time, at least 1
 * @param cpuMillisPerDay CPU time that it may use in a day of UTC, milliseconds, 1 to a million days; once it is used up,
 *     nothing is accepted, and nothing is begun that what runs may still use up
 * @param suspended whether nothing is accepted from it, and nothing that waits is begun
 */
public record Quota(int weight, int waiting, int running, long cpuMillisPerDay, boolean suspended) {
    private static final long DAY = 86_400_000L;

    public Quota {
        if (weight < 1 || weight > 1_000) {
            throw new IllegalArgumentException("weight: 1 to 1000");
        }
        if (waiting < 1 || running < 1) {
            throw new IllegalArgumentException("waiting, running: at least 1");
        }
        if (cpuMillisPerDay < 1 || cpuMillisPerDay > 1_000_000L * DAY) {
            throw new IllegalArgumentException("cpuMillisPerDay: 1 to a million days");
        }
    }

    /** Weight 1, 100,000 waiting, 1,000 running, 40 processors all day. */
    public static Quota standard() {
        return new Quota(1, 100_000, 1_000, 40 * DAY, false);
    }

    public Quota withWeight(int other) {
        return new Quota(other, waiting, running, cpuMillisPerDay, suspended);
    }

    public Quota withWaiting(int other) {
        return new Quota(weight, other, running, cpuMillisPerDay, suspended);
    }

    public Quota withRunning(int other) {
        return new Quota(weight, waiting, other, cpuMillisPerDay, suspended);
    }

    public Quota withCpuMillisPerDay(long other) {
        return new Quota(weight, waiting, running, other, suspended);
    }

    public Quota withSuspended(boolean other) {
        return new Quota(weight, waiting, running, cpuMillisPerDay, other);
    }
}
