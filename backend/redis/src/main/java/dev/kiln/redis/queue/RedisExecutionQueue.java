package dev.kiln.redis.queue;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Submission;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.Script;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The queue on Redis: each call is one script. Safe for many threads. */
public final class RedisExecutionQueue implements ExecutionQueue {
    private static final int MOST_LEASES = 64;

    private final Script<List<?>> submit = listScript("submit");
    private final Script<List<?>> claim = listScript("claim");
    private final Script<List<?>> renew = listScript("renew");
    private final Script<String> commit = script("commit", String.class);
    private final Script<String> fail = script("fail", String.class);
    private final Script<String> handBack = script("handback", String.class);
    private final Script<String> cancel = script("cancel", String.class);

    private final StringRedisTemplate redis;
    private final QueuePolicy policy;

    public RedisExecutionQueue(StringRedisTemplate redis, QueuePolicy policy) {
        this.redis = redis;
        this.policy = policy;
    }

    @Override
    public SubmitAnswer submit(Submission submission) {
        List<?> answer = submit.run(
                redis,
                KeySpace.of(submission.id()),
                submission.id().value(),
                submission.tenant().value(),
                submission.lane().word(),
                submission.language().id(),
                Objects.requireNonNullElse(submission.language().version(), ""),
                SubmissionFormat.write(submission),
                Integer.toString(policy.waiting()));
        String word = text(answer, 0);
        return switch (word) {
            case "accepted" -> new SubmitAnswer.Accepted(Instant.ofEpochMilli(Long.parseLong(text(answer, 1))));
            case "full" -> new SubmitAnswer.Refused(Refusal.QUEUE_FULL);
            default -> throw unexpected("submit", word);
        };
    }

    @Override
    public List<ClaimedAttempt> claim(WorkerId worker, String token, int most) {
        if (most < 1 || most > MOST_LEASES) {
            throw new IllegalArgumentException("most: 1 to " + MOST_LEASES);
        }
        List<?> answer = claim.run(
                redis,
                List.of(KeySpace.prefix(KeySpace.PARTITION)),
                worker.value(),
                token,
                Integer.toString(most),
                Long.toString(policy.lease().toMillis()));
        var claimed = new ArrayList<ClaimedAttempt>(answer.size() / 4);
        for (int i = 0; i < answer.size(); i += 4) {
            var id = new ExecutionId(text(answer, i));
            var lease = new Lease(id, worker, Long.parseLong(text(answer, i + 1)), token);
            int attempt = Integer.parseInt(text(answer, i + 2));
            claimed.add(new ClaimedAttempt(lease, attempt, SubmissionFormat.read(id, text(answer, i + 3))));
        }
        return List.copyOf(claimed);
    }

    @Override
    public Map<Lease, LeaseAnswer> renew(List<Lease> leases) {
        var answers = new LinkedHashMap<Lease, LeaseAnswer>();
        for (int from = 0; from < leases.size(); from += MOST_LEASES) {
            renewSome(leases.subList(from, Math.min(leases.size(), from + MOST_LEASES)), answers);
        }
        return answers;
    }

    private void renewSome(List<Lease> leases, Map<Lease, LeaseAnswer> answers) {
        var arguments = new ArrayList<String>(1 + 3 * leases.size());
        arguments.add(Long.toString(policy.lease().toMillis()));
        for (Lease lease : leases) {
            arguments.add(lease.execution().value());
            arguments.add(Long.toString(lease.fence()));
            arguments.add(lease.token());
        }
        List<?> words = renew.run(redis, KeySpace.of(leases.getFirst().execution()), arguments.toArray());
        for (int i = 0; i < leases.size(); i++) {
            answers.put(leases.get(i), leaseAnswer("renew", text(words, i)));
        }
    }

    @Override
    public LeaseAnswer commit(Lease lease, ExecutionResult result) {
        return leaseAnswer(
                "commit",
                commit.run(
                        redis,
                        KeySpace.of(lease.execution()),
                        lease.execution().value(),
                        Long.toString(lease.fence()),
                        lease.token(),
                        ResultFormat.write(result),
                        Long.toString(policy.retention().toMillis())));
    }

    @Override
    public LeaseAnswer fail(Lease lease, ExecutionFailure failure) {
        return leaseAnswer(
                "fail",
                fail.run(
                        redis,
                        KeySpace.of(lease.execution()),
                        lease.execution().value(),
                        Long.toString(lease.fence()),
                        lease.token(),
                        FailureFormat.write(failure),
                        Integer.toString(policy.retry().attempts()),
                        Long.toString(policy.retry().base().toMillis()),
                        Long.toString(policy.retry().cap().toMillis()),
                        Double.toString(ThreadLocalRandom.current().nextDouble()),
                        Long.toString(policy.retention().toMillis())));
    }

    @Override
    public LeaseAnswer handBack(Lease lease) {
        return leaseAnswer(
                "handback",
                handBack.run(
                        redis,
                        KeySpace.of(lease.execution()),
                        lease.execution().value(),
                        Long.toString(lease.fence()),
                        lease.token(),
                        Long.toString(policy.retention().toMillis())));
    }

    @Override
    public CancelAnswer cancel(ExecutionId id, TenantId tenant) {
        String answer = cancel.run(
                redis,
                KeySpace.of(id),
                id.value(),
                tenant.value(),
                Long.toString(policy.retention().toMillis()));
        return switch (answer) {
            case "canceled" -> CancelAnswer.CANCELED;
            case "requested" -> CancelAnswer.REQUESTED;
            case "final" -> CancelAnswer.ALREADY_FINAL;
            case "unknown" -> CancelAnswer.UNKNOWN;
            default -> throw unexpected("cancel", answer);
        };
    }

    private static LeaseAnswer leaseAnswer(String name, String word) {
        return switch (word) {
            case "done" -> LeaseAnswer.DONE;
            case "cancel" -> LeaseAnswer.CANCEL_REQUESTED;
            case "lost" -> LeaseAnswer.LOST;
            default -> throw unexpected(name, word);
        };
    }

    private static String text(List<?> answer, int index) {
        return (String) Objects.requireNonNull(answer.get(index));
    }

    private static IllegalStateException unexpected(String name, String answer) {
        return new IllegalStateException(name + ".lua answered " + answer);
    }

    private static <T> Script<T> script(String name, Class<T> answer) {
        return Script.load(RedisExecutionQueue.class, name, answer);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal cannot say List<?>
    private static Script<List<?>> listScript(String name) {
        return (Script) script(name, List.class);
    }
}
