package dev.kiln.e2e.bench;

import dev.kiln.e2e.bench.RedisLoad.Measure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.queue.Admission;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lane;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueueControl;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.Submissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Submits, claims and commits per second, alone and mixed, over plain appends of the same size to a stream of the same
 * Redis; what they cost Redis; how that grows with what waits and with tenants; and what memory an execution takes.
 */
final class QueueBenchmark {
    private static final int CALLS = 30_000;
    private static final int LIVES = 10_000;
    private static final int WARM_UP = 10_000;
    private static final int PAYLOAD_BYTES = 1_024;
    private static final String SOURCE = "#".repeat(PAYLOAD_BYTES - 20) + "\nprint('hello')\n";
    private static final List<Integer> BACKLOGS = List.of(1, 1_000, 1_000_000);
    private static final List<Integer> TENANTS = List.of(1, 100, 10_000);

    private final RedisLoad load;
    private final Report report = new Report("queue");

    private QueueBenchmark(RedisLoad load) {
        this.load = load;
    }

    static Report run() {
        try (var load = new RedisLoad()) {
            var benchmark = new QueueBenchmark(load);
            benchmark.lives(WARM_UP, 1);
            benchmark.transitions();
            benchmark.backlogs();
            benchmark.tenants();
            return benchmark.report;
        }
    }

    private void transitions() {
        load.clear();
        Measure plain = load.plainAppends(CALLS, PAYLOAD_BYTES);
        add("plain XADD of 1 KiB", plain, plain);
        load.clear();
        long empty = load.memoryBytes();
        add("submit (aim: 0.25)", load.calls(CALLS, (caller, _) -> submit(caller, tenant(0))), plain);
        report.add("memory of a waiting execution, bytes", (double) (load.memoryBytes() - empty) / CALLS);
        Queue<ClaimedAttempt> claimed = new ConcurrentLinkedQueue<>();
        add("claim of one", load.calls(CALLS, (caller, _) -> claimed.addAll(claim(caller, 1))), plain);
        add("commit", load.calls(CALLS, (caller, _) -> commit(caller, claimed.remove())), plain);
        report.add("memory of a finished execution, bytes", (double) (load.memoryBytes() - empty) / CALLS);
        add("whole life, mixed (aim: 0.10)", lives(CALLS, 1), plain);
    }

    private void backlogs() {
        Measure small = null;
        for (int waiting : BACKLOGS) {
            load.clear();
            fill(waiting, 1);
            Measure measure = lives(LIVES, 1);
            small = small == null ? measure : small;
            grown("whole life with %,d waiting".formatted(waiting), measure, small);
        }
    }

    private void tenants() {
        Measure small = null;
        for (int tenants : TENANTS) {
            load.clear();
            fill(10_000, tenants);
            Measure measure = lives(LIVES, tenants);
            small = small == null ? measure : small;
            grown("whole life with %,d tenants".formatted(tenants), measure, small);
        }
        load.clear();
        fill(2 * 10_000, 10_000);
        holdAllButTheFirst();
        grown("whole life with 9,999 tenants held", lives(LIVES, 1), small == null ? lives(LIVES, 1) : small);
    }

    /** Half of them paused, the others at their cap. */
    private void holdAllButTheFirst() {
        load.calls(9_999, (caller, number) -> {
            if (number % 2 == 0) {
                load.port(QueueControl.class, caller).pause(tenant(number + 1));
            } else {
                load.port(Quotas.class, caller)
                        .put(tenant(number + 1), Quota.standard().withRunning(1));
            }
        });
        load.port(QueueControl.class, 0).pause(tenant(0));
        load.calls(5_000, (caller, _) -> load.port(ExecutionQueue.class, caller).claim(worker(caller), token(), 1));
        load.port(QueueControl.class, 0).resume(tenant(0));
    }

    private Measure lives(int lives, int tenants) {
        return load.calls(lives, (caller, number) -> {
            submit(caller, tenant(number % tenants));
            claim(caller, 1).forEach(attempt -> commit(caller, attempt));
        });
    }

    private void fill(int waiting, int tenants) {
        int batches = (waiting + ExecutionQueue.MOST_ADMISSIONS - 1) / ExecutionQueue.MOST_ADMISSIONS;
        load.calls(batches, (caller, batch) -> {
            int from = batch * ExecutionQueue.MOST_ADMISSIONS;
            var admissions = new ArrayList<Admission>();
            for (int i = from; i < Math.min(waiting, from + ExecutionQueue.MOST_ADMISSIONS); i++) {
                admissions.add(
                        Admission.of(Submissions.of(tenant(i % tenants), Lane.STANDARD, "python", "main.py", SOURCE)));
            }
            load.port(ExecutionQueue.class, caller).submit(admissions).forEach(QueueBenchmark::accepted);
        });
    }

    private ExecutionId submit(int caller, TenantId tenant) {
        return accepted(load.port(ExecutionQueue.class, caller)
                .submit(Submissions.of(tenant, Lane.STANDARD, "python", "main.py", SOURCE)));
    }

    private static ExecutionId accepted(SubmitAnswer answer) {
        return switch (answer) {
            case SubmitAnswer.Accepted accepted -> accepted.execution();
            case SubmitAnswer.Refused refused -> throw new IllegalStateException("refused: " + refused.refusal());
        };
    }

    private List<ClaimedAttempt> claim(int caller, int most) {
        var claimed = load.port(ExecutionQueue.class, caller).claim(worker(caller), token(), most);
        if (claimed.isEmpty()) {
            throw new IllegalStateException("nothing to claim, though it was submitted");
        }
        return claimed;
    }

    private void commit(int caller, ClaimedAttempt attempt) {
        LeaseAnswer answer = load.port(ExecutionQueue.class, caller).commit(attempt.lease(), Submissions.success());
        if (answer != LeaseAnswer.DONE) {
            throw new IllegalStateException("a commit was answered " + answer);
        }
    }

    private void add(String what, Measure measure, Measure plain) {
        report.add(what + ", per second", measure.perSecond());
        report.add(what + ", over plain", measure.perSecond() / plain.perSecond());
        report.add(what + ", Redis' processor time, us", measure.redisMicros());
        progress(what, measure);
    }

    private void grown(String what, Measure measure, Measure small) {
        report.add(what + ", per second", measure.perSecond());
        report.add(what + ", over the smallest", measure.perSecond() / small.perSecond());
        report.add(what + ", Redis' processor time, us", measure.redisMicros());
        progress(what, measure);
    }

    private static void progress(String what, Measure measure) {
        System.out.printf("  … %s: %.0f per second%n", what, measure.perSecond());
    }

    private static TenantId tenant(int number) {
        return new TenantId("tenant-" + number);
    }

    private static WorkerId worker(int caller) {
        return new WorkerId("worker-" + caller);
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
