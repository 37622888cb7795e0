package dev.kiln.e2e.drills;

import java.time.Duration;

/**
 * How much of everything a drill takes.
 *
 * @param tenants that submit at once
 * @param burst executions of each tenant that wait before the fault
 * @param most executions of each tenant at most, those during the fault included
 * @param pace what lies between two submits of a tenant during the fault
 * @param rounds how often a fault that can be repeated strikes
 * @param lease the time of a lease
 * @param outage how long Redis is away: longer than two leases, which is all that Redis remembers most claims for
 * @param slots of each worker
 * @param slack how many times as long as promised recovery takes when a drill fails: a build shares its machine
 */
record DrillSize(
        String name,
        int tenants,
        int burst,
        int most,
        Duration pace,
        int rounds,
        Duration lease,
        Duration outage,
        int slots,
        int slack) {
    /** For every build: all drills together take a few minutes. */
    static final DrillSize SMALL = new DrillSize(
            "small", 3, 16, 600, Duration.ofMillis(200), 2, Duration.ofSeconds(3), Duration.ofSeconds(7), 4, 2);

    /** By hand: thousands in flight, and the lease that is the default. */
    static final DrillSize FULL = new DrillSize(
            "full", 8, 300, 4_000, Duration.ofSeconds(1), 6, Duration.ofSeconds(30), Duration.ofSeconds(65), 8, 1);

    /** How long a worker or a network is away: longer than a lease. */
    Duration absence() {
        return lease.multipliedBy(5).dividedBy(3);
    }

    /** What recovery is promised within, once the fault is over: a lease and five seconds. */
    Duration promise() {
        return lease.plusSeconds(5);
    }

    /** What a drill fails at when recovery takes longer. */
    Duration latest() {
        return promise().multipliedBy(slack);
    }

    /** How long anything is waited for before it is given up. */
    Duration patience() {
        return promise().multipliedBy(5);
    }
}
