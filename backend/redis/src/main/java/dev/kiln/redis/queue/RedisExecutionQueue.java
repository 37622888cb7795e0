package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;
import static dev.kiln.redis.queue.QueueScripts.unexpected;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.queue.Admission;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.Script;
import dev.kiln.tenant.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The queue on Redis: each call is one script. Safe for many threads. */
public final class RedisExecutionQueue implements ExecutionQueue {
    private static final int MOST_LEASES = 64;
    private static final int MOST_IN_FLIGHT = 64;
    private static final long MOST_BYTES_IN_FLIGHT = 1 << 20;
    private static final String KEY_LASTS = Long.toString(IdempotencyKey.LASTS.toMillis());

    private final Script<List<?>> submit;
    private final Script<List<?>> claim;
    private final Script<List<?>> renew;
    private final Script<String> commit;
    private final Script<String> fail;
    private final Script<String> handBack;
    private final Script<String> cancel;

    private final QueueScripts scripts;
    private final MemoryRoom memory;
    private final Map<Integer, SharedFlights<List<String>, SubmitAnswer>> flights = new ConcurrentHashMap<>();

    public RedisExecutionQueue(StringRedisTemplate redis, QueuePolicy policy) {
        this(new QueueScripts(redis, policy));
    }

    RedisExecutionQueue(QueueScripts scripts) {
        this.scripts = scripts;
        this.submit = scripts.list("submit");
        this.claim = scripts.list("claim");
        this.renew = scripts.list("renew");
        this.commit = scripts.word("commit");
        this.fail = scripts.word("fail");
        this.handBack = scripts.word("handback");
        this.cancel = scripts.word("cancel");
        this.memory = new MemoryRoom(scripts.redis());
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
            var entries =
                    of.stream().map(admissions::get).map(Admissions::arguments).toList();
            List<SubmitAnswer> given = entries.size() == 1
                    ? List.of(flightsTo(partition).ask(entries.getFirst(), bytes(entries.getFirst())))
                    : submitTo(partition, entries);
            for (int i = 0; i < given.size(); i++) {
                answers[of.get(i)] = given.get(i);
            }
        });
        return List.of(answers);
    }

    private SharedFlights<List<String>, SubmitAnswer> flightsTo(int partition) {
        return flights.computeIfAbsent(
                partition,
                _ -> new SharedFlights<>(
                        MOST_IN_FLIGHT, MOST_BYTES_IN_FLIGHT, entries -> submitTo(partition, entries)));
    }

    private static long bytes(List<String> entry) {
        return entry.stream().mapToLong(String::length).sum();
    }

    private List<SubmitAnswer> submitTo(int partition, List<List<String>> entries) {
        var arguments = new ArrayList<String>();
        arguments.add(Long.toString(memory.bytes()));
        arguments.add(KEY_LASTS);
        entries.forEach(arguments::addAll);
        List<?> given = scripts.run(submit, KeySpace.of(partition), arguments);
        memory.taken(arguments, entries.size());
        var answers = new ArrayList<SubmitAnswer>(given.size());
        for (Object answer : given) {
            answers.add(Admissions.answer((List<?>) answer));
        }
        return answers;
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
        return end("commit", commit, lease, ResultFormat.write(result), Long.toString(result.cpuMillis()));
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
