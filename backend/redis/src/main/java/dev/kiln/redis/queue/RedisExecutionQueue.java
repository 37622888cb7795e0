package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;
import static dev.kiln.redis.queue.QueueScripts.unexpected;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.object.ObjectReference;
import dev.kiln.object.ObjectStore;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.Script;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The queue on Redis: each call is one script. Safe for many threads. */
public final class RedisExecutionQueue implements ExecutionQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RedisExecutionQueue.class);
    private static final int MOST_LEASES = 64;
    /** What a claim answers of each attempt. */
    private static final int CLAIMED = 6;

    private final Script<List<?>> claim;
    private final Script<List<?>> renew;
    private final Script<String> commit;
    private final Script<String> fail;
    private final Script<String> handBack;
    private final Script<String> cancel;

    private final QueueScripts scripts;
    private final Admittance admittance;
    private final LargeTexts texts;

    /**
     * @param objects takes what is too large for Redis
     * @param grace how long an object without a reference is left alone; the same as the sweep's
     */
    public RedisExecutionQueue(StringRedisTemplate redis, QueuePolicy policy, ObjectStore objects, Duration grace) {
        this(new QueueScripts(redis, policy), new LargeTexts(objects), grace);
    }

    RedisExecutionQueue(QueueScripts scripts, LargeTexts texts, Duration grace) {
        this.scripts = scripts;
        this.texts = texts;
        this.admittance = new Admittance(scripts, texts, grace);
        this.claim = scripts.list("claim");
        this.renew = scripts.list("renew");
        this.commit = scripts.word("commit");
        this.fail = scripts.word("fail");
        this.handBack = scripts.word("handback");
        this.cancel = scripts.word("cancel");
    }

    @Override
    public List<SubmitAnswer> submit(List<Admission> admissions) {
        if (admissions.size() > MOST_ADMISSIONS) {
            throw new IllegalArgumentException("admissions: at most " + MOST_ADMISSIONS);
        }
        Map<Integer, List<Integer>> positions = new TreeMap<>();
        for (int i = 0; i < admissions.size(); i++) {
            int partition = admissions.get(i).submission().id().partition();
            positions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(i);
        }
        var answers = new SubmitAnswer[admissions.size()];
        positions.forEach((partition, of) -> {
            List<SubmitAnswer> given = admittance.submit(
                    partition, of.stream().map(admissions::get).toList());
            for (int i = 0; i < given.size(); i++) {
                answers[of.get(i)] = given.get(i);
            }
        });
        return List.of(answers);
    }

    @Override
    public List<ClaimedAttempt> claim(WorkerId worker, Capacity capacity, String token, int most) {
        if (most < 1 || most > MOST_LEASES) {
            throw new IllegalArgumentException("most: 1 to " + MOST_LEASES);
        }
        String kind = switch (capacity) {
            case ON_DEMAND -> "on_demand";
            case SPOT -> "spot";
        };
        List<?> answer = scripts.run(
                claim, KeySpace.of(KeySpace.PARTITION), worker.value(), token, Integer.toString(most), kind);
        var claimed = new ArrayList<ClaimedAttempt>(answer.size() / CLAIMED);
        for (int i = 0; i < answer.size(); i += CLAIMED) {
            var lease = new Lease(new ExecutionId(text(answer, i)), worker, Long.parseLong(text(answer, i + 1)), token);
            int attempt = Integer.parseInt(text(answer, i + 2));
            var tenant = new TenantId(text(answer, i + 3));
            claimed.add(attempt(lease, attempt, tenant, text(answer, i + 4), text(answer, i + 5)));
        }
        return List.copyOf(claimed);
    }

    /** @param object refers to the submission if it is large and not here */
    private ClaimedAttempt attempt(Lease lease, int attempt, TenantId tenant, String submission, String object) {
        ExecutionId id = lease.execution();
        return object.isEmpty()
                ? new ClaimedAttempt(lease, attempt, SubmissionFormat.read(id, submission))
                : new ClaimedAttempt(lease, attempt, tenant, () -> SubmissionFormat.read(id, texts.read(object)));
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
        arguments.add(leases.getFirst().worker().value());
        for (Lease lease : leases) {
            arguments.add(lease.execution().value());
            arguments.add(Long.toString(lease.fence()));
            arguments.add(lease.token());
        }
        List<?> words = scripts.run(renew, KeySpace.of(leases.getFirst().execution()), arguments);
        for (int i = 0; i < leases.size(); i++) {
            answers.put(leases.get(i), leaseAnswer("renew", text(words, i)));
        }
    }

    @Override
    public LeaseAnswer commit(Lease lease, ExecutionResult result) {
        String text = ResultFormat.write(result);
        String cpuMillis = Long.toString(result.cpuMillis());
        if (!texts.isLarge(text)) {
            return end("commit", commit, lease, text, cpuMillis, "");
        }
        ObjectReference object;
        try {
            object = texts.writeResult(lease, text);
        } catch (KilnException failed) {
            LOG.atWarn()
                    .addKeyValue("executionId", lease.execution())
                    .addKeyValue("workerId", lease.worker())
                    .addKeyValue("code", failed.code().word())
                    .addKeyValue("reason", failed.getMessage())
                    .log("A large result could not be stored");
            return LeaseAnswer.NOT_STORED;
        }
        LeaseAnswer answer = end("commit", commit, lease, "", cpuMillis, object.text());
        if (answer == LeaseAnswer.LOST) {
            texts.discard(Optional.of(object));
        }
        return answer;
    }

    @Override
    public LeaseAnswer fail(Lease lease, ExecutionFailure failure) {
        return end("fail", fail, lease, failure.code().word(), failure.message());
    }

    @Override
    public LeaseAnswer handBack(Lease lease) {
        return end("handback", handBack, lease);
    }

    private LeaseAnswer end(String name, Script<String> script, Lease lease, String... further) {
        var arguments = new ArrayList<String>(3 + further.length);
        arguments.add(lease.execution().value());
        arguments.add(Long.toString(lease.fence()));
        arguments.add(lease.token());
        arguments.addAll(List.of(further));
        return leaseAnswer(name, scripts.run(script, KeySpace.of(lease.execution()), arguments));
    }

    @Override
    public CancelAnswer cancel(ExecutionId id, TenantId tenant) {
        String answer = scripts.run(cancel, KeySpace.of(id), id.value(), tenant.value());
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
}
