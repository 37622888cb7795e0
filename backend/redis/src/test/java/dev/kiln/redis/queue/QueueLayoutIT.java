package dev.kiln.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.deadletter.DeadLetterAnswer;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.RedisPorts;
import dev.kiln.redis.Script;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.Submissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data of the version before, made by its own scripts, which lie in {@code layout1}. */
class QueueLayoutIT {
    private static final RedisPorts REDIS = new RedisPorts();
    private static final List<String> PARTITION = KeySpace.of(KeySpace.PARTITION);
    private static final TenantId ADA = new TenantId("ada");
    private static final TenantId BOB = new TenantId("bob");
    private static final WorkerId WORKER = new WorkerId("worker-of-today");
    private static final String TOKEN = "a-token-of-16-or-more";

    private final Script<List<?>> oldSubmit = list("submit");
    private final Script<List<?>> oldClaim = list("claim");
    private final Script<String> oldFail = word("fail");
    private final Script<String> oldCommit = word("commit");

    @BeforeEach
    void emptyRedis() {
        REDIS.clear();
    }

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void goesOnWithAllThatWasAcceptedInTheOrderOfItsAcceptance() {
        Submission running = submitted(ADA);
        claimOne("old-token-1");
        Submission retrying = submitted(ADA);
        fail(retrying, claimOne("old-token-2"), "old-token-2", 5);
        Submission waiting = submitted(ADA);
        Submission ofAnother = submitted(BOB);

        var queue = new RedisExecutionQueue(
                REDIS.redis(), QueuePolicy.standard(), new InMemoryObjectStore(), TestQueues.GRACE);
        List<ClaimedAttempt> claimed = queue.claim(WORKER, Capacity.ON_DEMAND, TOKEN, 10);

        assertThat(claimed.stream()
                        .map(ClaimedAttempt::submission)
                        .filter(each -> each.tenant().equals(ADA)))
                .containsExactly(running, retrying, waiting);
        assertThat(claimed)
                .extracting(ClaimedAttempt::submission)
                .contains(ofAnother)
                .hasSize(4);
        for (ClaimedAttempt attempt : claimed) {
            assertThat(queue.commit(attempt.lease(), Submissions.success())).isEqualTo(LeaseAnswer.DONE);
        }
        var depth = new RedisQueueOperations(REDIS.redis(), QueuePolicy.standard()).depth();
        assertThat(depth.running()).isZero();
        assertThat(depth.lanes().values())
                .allSatisfy(lane -> assertThat(lane.waiting()).isZero());
    }

    @Test
    void refusesTheCommitOfAnAttemptThatBeganBefore() {
        Submission running = submitted(ADA);
        List<?> claim = claimOne("old-token-1");
        var queue = new RedisExecutionQueue(
                REDIS.redis(), QueuePolicy.standard(), new InMemoryObjectStore(), TestQueues.GRACE);

        assertThat(queue.claim(WORKER, Capacity.ON_DEMAND, TOKEN, 1)).hasSize(1);

        assertThat(oldCommit.run(
                        REDIS.redis(),
                        PARTITION,
                        running.id().value(),
                        QueueScripts.text(claim, 1),
                        "old-token-1",
                        "{}",
                        "1000"))
                .isEqualTo("lost");
    }

    @Test
    void keepsResultsAndDeadLettersReadable() {
        Submission finished = submitted(ADA);
        List<?> claim = claimOne("old-token-1");
        oldCommit.run(
                REDIS.redis(),
                PARTITION,
                finished.id().value(),
                QueueScripts.text(claim, 1),
                "old-token-1",
                ResultFormat.write(Submissions.success()),
                "3600000");
        Submission dead = submitted(ADA);
        fail(dead, claimOne("old-token-2"), "old-token-2", 1);

        new RedisRecoverySweep(REDIS.redis(), QueuePolicy.standard()).sweep();
        var letters = new RedisDeadLetters(REDIS.redis(), QueuePolicy.standard());
        var found = letters.find(DeadLetterFilter.all(), Optional.empty(), 10).letters();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().execution()).isEqualTo(dead.id());
        assertThat(found.getFirst().failure().code()).isEqualTo(ErrorCode.BOX_BROKEN);
        assertThat(letters.replay(dead.id(), TOKEN)).isEqualTo(DeadLetterAnswer.DONE);
        try (var store = new RedisExecutionStore(REDIS.redis(), REDIS.messages(), new InMemoryObjectStore())) {
            var kept = store.find(finished.id()).orElseThrow();
            assertThat(kept.state().word()).isEqualTo("finished");
            assertThat(kept.result()).isEqualTo(Submissions.success());
            assertThat(store.find(dead.id()).orElseThrow().state().word()).isEqualTo("queued");
        }
    }

    @Test
    void isAskedOnceAndMarksWhatIsNew() {
        var queue = new RedisExecutionQueue(
                REDIS.redis(), QueuePolicy.standard(), new InMemoryObjectStore(), TestQueues.GRACE);
        queue.submit(Submissions.python());

        assertThat(REDIS.redis().opsForValue().get(KeySpace.prefix(KeySpace.PARTITION) + "layout"))
                .isEqualTo("2");
    }

    @Test
    void refusesWhatALaterVersionWrote() {
        REDIS.redis().opsForValue().set(KeySpace.prefix(KeySpace.PARTITION) + "layout", "3");
        var queue = new RedisExecutionQueue(
                REDIS.redis(), QueuePolicy.standard(), new InMemoryObjectStore(), TestQueues.GRACE);

        assertThatThrownBy(() -> queue.submit(Submissions.python()))
                .isInstanceOfSatisfying(
                        KilnException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("later version");
    }

    private Submission submitted(TenantId tenant) {
        Submission submission = Submissions.python(tenant, Lane.STANDARD);
        oldSubmit.run(
                REDIS.redis(),
                PARTITION,
                submission.id().value(),
                tenant.value(),
                "standard",
                "python",
                "",
                SubmissionFormat.write(submission),
                "1000");
        return submission;
    }

    private List<?> claimOne(String token) {
        List<?> claimed = oldClaim.run(REDIS.redis(), PARTITION, "old-worker", token, "1", "30000");
        assertThat(claimed).hasSize(4);
        return claimed;
    }

    private void fail(Submission submission, List<?> claim, String token, int mostAttempts) {
        ExecutionId id = submission.id();
        assertThat(QueueScripts.text(claim, 0)).isEqualTo(id.value());
        oldFail.run(
                REDIS.redis(),
                PARTITION,
                id.value(),
                QueueScripts.text(claim, 1),
                token,
                "{\"code\":\"box_broken\",\"message\":\"The box broke.\"}",
                Integer.toString(mostAttempts),
                "1000",
                "60000",
                "0.5",
                "3600000");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal cannot say List<?>
    private static Script<List<?>> list(String name) {
        return (Script) Script.load(QueueLayoutIT.class, "layout1/" + name, List.class);
    }

    private static Script<String> word(String name) {
        return Script.load(QueueLayoutIT.class, "layout1/" + name, String.class);
    }
}
