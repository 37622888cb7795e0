package dev.kiln.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.deadletter.DeadLetterCursor;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.DeadLetterOrder.Action;
import dev.kiln.deadletter.DeadLetterPage;
import dev.kiln.deadletter.JobId;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.PhaseReport;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Admission;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Lane;
import dev.kiln.queue.Lease;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A random walk over everything that can be done with a queue, by many workers, with late and repeated calls and a clock
 * that jumps: each step is made on a real queue and on its model, and both must answer the same. A seed gives the same
 * walk again, but for the random part of ids and tokens.
 */
final class QueueWalk {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final List<TenantId> TENANTS = IntStream.range(0, 4)
            .mapToObj(number -> new TenantId("tenant-" + number))
            .toList();
    private static final List<WorkerId> WORKERS = IntStream.range(0, 4)
            .mapToObj(number -> new WorkerId("worker-" + number))
            .toList();
    private static final List<ErrorCode> REASONS =
            List.of(ErrorCode.BOX_BROKEN, ErrorCode.STORE_UNAVAILABLE, ErrorCode.INTERNAL);

    /** Longer than the delay before a dead letter is replayed by itself. */
    private static final int LONGEST_REPLAY_SECONDS = 30;

    /** For so many steps the same workers are heard, and nothing of the others. */
    private static final int AWAKE_STEPS = 60;

    private final Random random;
    private final QueuePorts real;
    private final QueuePorts model;
    private final List<Submission> submissions = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<JobId> jobs = new ArrayList<>();
    private final Set<ExecutionId> accepted = new LinkedHashSet<>();
    private final List<String> told = new ArrayList<>();
    private long clock;
    private int tokens;
    private int steps;
    private List<Integer> awake = List.of(0);

    private record Claim(WorkerId worker, Capacity capacity, String token, int most) {}

    /** @param millis where both clocks stand */
    QueueWalk(long seed, QueuePorts real, QueuePorts model, long millis) {
        this.random = new Random(seed);
        this.real = real;
        this.model = model;
        this.clock = millis;
    }

    /** Every execution that was accepted and not purged. */
    Set<ExecutionId> accepted() {
        return accepted;
    }

    /** What was done last, for whoever must understand a failure. */
    String story() {
        return String.join("\n", told.subList(Math.max(0, told.size() - 40), told.size()));
    }

    void step() {
        if (steps % AWAKE_STEPS == 0) {
            awake = IntStream.range(0, WORKERS.size())
                    .filter(_ -> random.nextBoolean())
                    .boxed()
                    .toList();
        }
        steps++;
        int choice = random.nextInt(100);
        if (choice < 22) {
            submit();
        } else if (choice < 42) {
            claim();
        } else if (choice < 56) {
            var result = Submissions.success(run());
            lease().ifPresent(lease ->
                    agree("commit " + lease, ports -> ports.queue().commit(lease, result)));
        } else if (choice < 62) {
            fail();
        } else if (choice < 67) {
            lease().ifPresent(lease ->
                    agree("hand back " + lease, ports -> ports.queue().handBack(lease)));
        } else if (choice < 73) {
            renew();
        } else if (choice < 77) {
            cancel();
        } else if (choice < 86) {
            pass();
            agree("sweep", ports -> ports.recovery().sweep());
            forgetWhatIsPurged();
        } else if (choice < 92) {
            control();
        } else if (choice < 95) {
            deadLetter();
        } else if (choice < 98) {
            job();
        } else {
            look();
        }
    }

    /** Compares all that can be looked at. */
    void look() {
        agree("depth", ports -> ports.inspection().depth());
        agree("tenants", ports -> ports.inspection().tenants(Optional.empty(), 100));
        agree("dead letters", QueueWalk::allDeadLetters);
        agree("jobs", ports -> ports.jobs().list());
        for (ExecutionId id : accepted) {
            assertThat(real.store().find(id))
                    .as("%s", id)
                    .isEqualTo(model.store().find(id));
        }
    }

    /** Lets everything run to its end: nothing paused, no bound, a worker that never fails. */
    void drain() {
        for (Lane lane : Lane.values()) {
            agree("resume " + lane, ports -> done(() -> ports.control().resume(lane)));
        }
        for (TenantId tenant : TENANTS) {
            agree("resume " + tenant, ports -> done(() -> ports.control().resume(tenant)));
            agree(
                    "forget quota of " + tenant,
                    ports -> done(() -> ports.quotas().remove(tenant)));
        }
        for (JobId id : agree("jobs under way", ports -> ports.jobs().underWay())) {
            agree("stop " + id, ports -> ports.jobs().stop(id));
        }
        int quiet = 0;
        for (int second = 0; quiet < LONGEST_REPLAY_SECONDS; second++) {
            assertThat(second).as("seconds until everything has ended").isLessThan(600);
            pass(Duration.ofSeconds(1));
            var report = agree("sweep", ports -> ports.recovery().sweep());
            var claim = new Claim(WORKERS.getFirst(), Capacity.ON_DEMAND, token(), 64);
            List<ClaimedAttempt> claimed = claim(claim);
            for (ClaimedAttempt attempt : claimed) {
                agree("commit", ports -> ports.queue().commit(attempt.lease(), Submissions.success()));
            }
            boolean left = !report.didNothing() || report.leases() + report.retries() > 0 || !claimed.isEmpty();
            quiet = left ? 0 : quiet + 1;
        }
        pass(Duration.ofDays(1));
        agree("sweep of the next day", ports -> ports.recovery().sweep());
        forgetWhatIsPurged();
    }

    private void submit() {
        var admissions = new ArrayList<Admission>();
        int number = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 1;
        for (int i = 0; i < number; i++) {
            admissions.add(admission());
        }
        List<SubmitAnswer> answers =
                agree("submit " + number, ports -> ports.queue().submit(admissions));
        for (int i = 0; i < number; i++) {
            if (answers.get(i) instanceof SubmitAnswer.Accepted first
                    && first.execution().equals(admissions.get(i).submission().id())) {
                accepted.add(first.execution());
            }
        }
    }

    private Admission admission() {
        if (!submissions.isEmpty() && random.nextInt(8) == 0) {
            return Admission.of(any(submissions));
        }
        Submission submission = Submissions.python(any(TENANTS), any(List.of(Lane.values())));
        submissions.add(submission);
        if (random.nextInt(4) > 0) {
            return Admission.of(submission);
        }
        String key = "key-" + random.nextInt(5) + "-" + Math.floorDiv(clock, DAY / 2);
        return new Admission(
                submission,
                new IdempotencyKey(key, Integer.toString(random.nextInt(2)).repeat(64)));
    }

    private void claim() {
        if (!claims.isEmpty() && random.nextInt(6) == 0) {
            claim(claims.get(Math.max(0, claims.size() - 1 - random.nextInt(3))));
            return;
        }
        if (awake.isEmpty()) {
            return;
        }
        int worker = any(awake);
        Capacity capacity = worker < 2 ? Capacity.ON_DEMAND : Capacity.SPOT;
        var claim = new Claim(WORKERS.get(worker), capacity, token(), 1 + random.nextInt(4));
        claims.add(claim);
        claim(claim);
    }

    private List<ClaimedAttempt> claim(Claim claim) {
        List<ClaimedAttempt> claimed = agree(
                claim.toString(), ports -> ports.queue().claim(claim.worker, claim.capacity, claim.token, claim.most));
        claimed.forEach(attempt -> leases.add(attempt.lease()));
        return claimed;
    }

    private void fail() {
        var failure = new ExecutionFailure(any(REASONS), "It failed.");
        lease().ifPresent(lease -> agree("fail " + lease, ports -> ports.queue().fail(lease, failure)));
    }

    private void renew() {
        if (awake.isEmpty()) {
            return;
        }
        WorkerId worker = WORKERS.get(any(awake));
        List<Lease> held = leases.stream()
                .filter(lease -> lease.worker().equals(worker))
                .skip(Math.max(0, leases.size() - 30))
                .distinct()
                .toList();
        if (!held.isEmpty()) {
            agree("renew by " + worker, ports -> ports.queue().renew(held));
        }
    }

    private void cancel() {
        if (!submissions.isEmpty()) {
            Submission submission = any(submissions);
            TenantId tenant = random.nextInt(8) == 0 ? any(TENANTS) : submission.tenant();
            agree("cancel " + submission.id(), ports -> ports.queue().cancel(submission.id(), tenant));
        }
    }

    private void pass() {
        int kind = random.nextInt(12);
        if (kind == 0) {
            pass(Duration.ofMillis(random.nextLong(DAY)));
        } else if (kind == 1) {
            Duration back = Duration.ofMillis(-random.nextLong(DAY / 4));
            // A day that ended does not begin again: what the model has seen of it, Redis may not have.
            if (Math.floorDiv(clock + back.toMillis(), DAY) == Math.floorDiv(clock, DAY)) {
                pass(back);
            }
        } else {
            pass(Duration.ofMillis(random.nextInt(5_500)));
        }
    }

    private void pass(Duration time) {
        clock += time.toMillis();
        agree("pass " + time, ports -> done(() -> ports.pass().accept(time)));
    }

    private void control() {
        TenantId tenant = any(TENANTS);
        Lane lane = any(List.of(Lane.values()));
        switch (random.nextInt(7)) {
            case 0 -> agree("pause " + lane, ports -> done(() -> ports.control().pause(lane)));
            case 1 ->
                agree("resume " + lane, ports -> done(() -> ports.control().resume(lane)));
            case 2 ->
                agree("pause " + tenant, ports -> done(() -> ports.control().pause(tenant)));
            case 3 ->
                agree("resume " + tenant, ports -> done(() -> ports.control().resume(tenant)));
            case 4 ->
                agree(
                        "forget quota of " + tenant,
                        ports -> done(() -> ports.quotas().remove(tenant)));
            default -> {
                var quota = new Quota(
                        1 + random.nextInt(5),
                        1 + random.nextInt(20),
                        1 + random.nextInt(5),
                        5_000 + random.nextLong(60_000),
                        random.nextInt(6) == 0);
                agree(tenant + " " + quota, ports -> done(() -> ports.quotas().put(tenant, quota)));
            }
        }
    }

    private void deadLetter() {
        List<ExecutionId> dead = allDeadLetters(model);
        ExecutionId id = dead.isEmpty() || random.nextInt(4) == 0
                ? submissions.isEmpty()
                        ? Submissions.python().id()
                        : any(submissions).id()
                : any(dead);
        agree("dead letter " + id, ports -> ports.letters().get(id));
        if (random.nextInt(4) == 0) {
            agree("purge " + id, ports -> ports.letters().purge(id));
            forgetWhatIsPurged();
        } else {
            String token = random.nextBoolean() ? "replay-of-the-first" : "replay-of-the-second";
            agree("replay " + id, ports -> ports.letters().replay(id, token));
        }
    }

    private void job() {
        if (jobs.isEmpty() || random.nextInt(4) == 0) {
            var id = new JobId("job-" + (jobs.size() - random.nextInt(2) + 1));
            jobs.add(id);
            DeadLetterOrder order = order();
            agree("begin " + id + " " + order, ports -> ports.jobs().begin(id, order));
            return;
        }
        JobId id = any(jobs.subList(Math.max(0, jobs.size() - 6), jobs.size()));
        switch (random.nextInt(8)) {
            case 0 -> agree("pause " + id, ports -> ports.jobs().pause(id));
            case 1 -> agree("resume " + id, ports -> ports.jobs().resume(id));
            case 2 -> agree("stop " + id, ports -> ports.jobs().stop(id));
            default -> {
                String driver = random.nextInt(3) == 0 ? "api-1" : "api-2";
                for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
                    agree("step " + id + " by " + driver, ports -> ports.jobs().step(id, driver));
                }
                forgetWhatIsPurged();
            }
        }
    }

    private DeadLetterOrder order() {
        Instant now = Instant.ofEpochMilli(clock);
        var filter = new DeadLetterFilter(
                random.nextInt(3) == 0 ? any(TENANTS) : null,
                random.nextInt(8) == 0 ? "python" : null,
                random.nextInt(4) == 0 ? any(REASONS) : null,
                random.nextInt(4) == 0 ? now.minusSeconds(random.nextInt(600)) : null,
                random.nextInt(4) == 0 ? now.plusSeconds(random.nextInt(60) - 30) : null);
        Action action = random.nextInt(4) == 0 ? Action.PURGE : Action.REPLAY;
        return new DeadLetterOrder(action, filter, any(List.of(1, 3, 20, 1_000)), random.nextInt(6) == 0);
    }

    private void forgetWhatIsPurged() {
        accepted.removeIf(id -> model.store().find(id).isEmpty());
    }

    private static List<ExecutionId> allDeadLetters(QueuePorts ports) {
        var found = new ArrayList<ExecutionId>();
        Optional<DeadLetterCursor> after = Optional.empty();
        do {
            DeadLetterPage page = ports.letters().find(DeadLetterFilter.all(), after, 7);
            page.letters().forEach(letter -> found.add(letter.execution()));
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private Optional<Lease> lease() {
        if (leases.isEmpty()) {
            return Optional.empty();
        }
        int latest = Math.min(leases.size(), 12);
        Lease lease = random.nextInt(6) == 0 ? any(leases) : leases.get(leases.size() - 1 - random.nextInt(latest));
        return Optional.of(
                switch (random.nextInt(20)) {
                    case 0 -> new Lease(lease.execution(), lease.worker(), lease.fence(), "token-of-nobody");
                    case 1 -> new Lease(lease.execution(), lease.worker(), lease.fence() + 1, lease.token());
                    default -> lease;
                });
    }

    private PhaseReport run() {
        PhaseReport phase = Submissions.phase("hello\n");
        long millis = random.nextInt(5_000);
        return new PhaseReport(
                0, null, phase.stdout(), phase.stderr(), false, false, millis, millis, phase.memoryBytes());
    }

    private <A> A agree(String what, Function<QueuePorts, A> call) {
        told.add(what);
        A expected = call.apply(model);
        A given = call.apply(real);
        assertThat(given).as(what).isEqualTo(expected);
        return given;
    }

    private static boolean done(Runnable call) {
        call.run();
        return true;
    }

    private String token() {
        tokens++;
        return "token-of-the-walk-" + tokens;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
