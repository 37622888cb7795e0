package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.execution.ExecutionId;
import dev.kiln.queue.Admission;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.SubmitAnswer.Accepted;
import dev.kiln.queue.SubmitAnswer.Refused;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every queue answers what is submitted again, and many at once. */
public abstract class IdempotencyContract {
    private static final String DIGEST = "0".repeat(64);
    private static final String OTHER_DIGEST = "1".repeat(64);

    private QueuePorts ports;

    /** The ports of a queue that is empty. */
    protected abstract QueuePorts open(QueuePolicy policy);

    @BeforeEach
    void openQueue() {
        ports = open(QueuePolicy.standard().withWaiting(2_000));
    }

    @Test
    void answersTheSameRequestUnderAKeyWithTheFirstExecution() {
        SubmitAnswer first = submit(Submissions.TENANT, "key", DIGEST);

        ports.pass().accept(Duration.ofHours(23));
        assertThat(submit(Submissions.TENANT, "key", DIGEST)).isEqualTo(first);

        assertThat(ports.claim(10)).hasSize(1);
        assertThat(submit(Submissions.TENANT, "key", DIGEST)).isEqualTo(first);
    }

    @Test
    void refusesAnotherRequestUnderAKeyThatWasUsed() {
        submit(Submissions.TENANT, "key", DIGEST);

        assertThat(submit(Submissions.TENANT, "key", OTHER_DIGEST))
                .isEqualTo(new Refused(Refusal.IDEMPOTENCY_KEY_REUSED, Duration.ZERO));
        assertThat(ports.claim(10)).hasSize(1);
    }

    @Test
    void knowsAKeyWithinItsTenantOnly() {
        submit(Submissions.TENANT, "key", DIGEST);
        submit(new TenantId("tenant-b"), "key", OTHER_DIGEST);

        assertThat(ports.claim(10)).hasSize(2);
    }

    @Test
    void remembersNoKeyOfWhatItRefused() {
        ports.quotas().put(Submissions.TENANT, Quota.standard().withSuspended(true));
        assertThat(submit(Submissions.TENANT, "key", DIGEST)).isInstanceOf(Refused.class);

        ports.quotas().remove(Submissions.TENANT);
        assertThat(submit(Submissions.TENANT, "key", OTHER_DIGEST)).isInstanceOf(Accepted.class);
    }

    @Test
    void acceptsOneOfManyThatArriveAtOnce() throws InterruptedException, ExecutionException {
        Set<ExecutionId> accepted = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SubmitAnswer>> answers = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(() -> submit(Submissions.TENANT, "key", DIGEST)))
                    .toList();
            for (Future<SubmitAnswer> answer : answers) {
                assertThat(answer.get())
                        .isInstanceOfSatisfying(Accepted.class, first -> accepted.add(first.execution()));
            }
        }

        assertThat(accepted).hasSize(1);
        assertThat(ports.claim(10)).hasSize(1);
    }

    @Test
    void decidesOnEachOfABatchByItself() {
        ports.quotas().put(Submissions.TENANT, Quota.standard().withWaiting(2));
        var other = Submissions.python(new TenantId("tenant-b"), Lane.BATCH);
        var repeated = Submissions.python();
        List<SubmitAnswer> answers = ports.queue()
                .submit(List.of(
                        Admission.of(repeated),
                        Admission.of(Submissions.python()),
                        Admission.of(Submissions.python()),
                        Admission.of(other),
                        Admission.of(repeated)));

        assertThat(answers.get(2)).isInstanceOf(Refused.class);
        assertThat(answers.get(3))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.execution()).isEqualTo(other.id()));
        assertThat(answers.get(4)).isEqualTo(answers.getFirst());
        assertThat(ports.claim(10)).hasSize(3);
    }

    @Test
    void takesAThousandAtOnce() {
        List<Admission> thousand = IntStream.range(0, 1_000)
                .mapToObj(_ -> Admission.of(Submissions.python()))
                .toList();

        assertThat(ports.queue().submit(thousand)).hasSize(1_000).allMatch(Accepted.class::isInstance);

        assertThat(ports.inspection().depth().lanes().get(Lane.STANDARD))
                .satisfies(depth -> assertThat(depth.waiting()).isEqualTo(1_000));
    }

    private SubmitAnswer submit(TenantId tenant, String key, String digest) {
        var admission = new Admission(Submissions.python(tenant, Lane.STANDARD), new IdempotencyKey(key, digest));
        return ports.queue().submit(List.of(admission)).getFirst();
    }
}
