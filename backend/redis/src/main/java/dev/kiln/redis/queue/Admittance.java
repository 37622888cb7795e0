package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;

import dev.kiln.object.ObjectReference;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets executions into one partition. The small are one script. For the large the queue is asked first, so that nothing is
 * written of what it would refuse; then their objects are written; then the same script lets all in, unless so much time
 * went by that a sweep could take an object for an orphan. Safe for many threads.
 *
 * <pre>
 * foresee.lua  ->  objects  ->  submit.lua
 * </pre>
 */
final class Admittance {
    private static final Logger LOG = LoggerFactory.getLogger(Admittance.class);
    private static final String KEY_LASTS = Long.toString(IdempotencyKey.LASTS.toMillis());
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final int WRITES_AT_ONCE = 8;
    private static final int MOST_IN_FLIGHT = 64;
    private static final long MOST_BYTES_IN_FLIGHT = 1 << 20;

    private final QueueScripts scripts;
    private final Script<List<?>> foresee;
    private final Script<List<?>> submit;
    private final MemoryRoom memory;
    private final LargeTexts texts;
    private final String mostMillis;
    private final Map<Integer, SharedFlights<List<String>, SubmitAnswer>> flights = new ConcurrentHashMap<>();

    /** @param grace how long an object without a reference is left alone: a submit must take much less */
    Admittance(QueueScripts scripts, LargeTexts texts, Duration grace) {
        this.scripts = scripts;
        this.foresee = scripts.list("foresee");
        this.submit = scripts.list("submit");
        this.memory = new MemoryRoom(scripts.redis());
        this.texts = texts;
        this.mostMillis = Long.toString(grace.toMillis() / 2);
    }

    /** One that is to be let in, and what came of it so far. Of one thread at a time. */
    private static final class Candidate {
        private final Admission admission;
        private final String text;
        private @Nullable ObjectReference object;
        private @Nullable SubmitAnswer answer;

        Candidate(Admission admission) {
            this.admission = admission;
            this.text = SubmissionFormat.write(admission.submission());
        }

        boolean isOpen() {
            return answer == null;
        }
    }

    List<SubmitAnswer> submit(int partition, List<Admission> admissions) {
        List<Candidate> all = admissions.stream().map(Candidate::new).toList();
        List<Candidate> large =
                all.stream().filter(candidate -> texts.isLarge(candidate.text)).toList();
        String asked = large.isEmpty() ? "" : ask(partition, large);
        write(large.stream().filter(Candidate::isOpen).toList());
        let(partition, asked, all.stream().filter(Candidate::isOpen).toList());
        return all.stream()
                .map(candidate -> Objects.requireNonNull(candidate.answer))
                .toList();
    }

    /** Answers those that would not be let in anyway, and tells the partition's time. */
    private String ask(int partition, List<Candidate> large) {
        var arguments = new ArrayList<String>(1 + 4 * large.size());
        arguments.add(Long.toString(memory.bytes()));
        large.forEach(candidate -> arguments.addAll(Admissions.question(candidate.admission)));
        List<?> given = scripts.run(foresee, KeySpace.of(partition), arguments);
        for (int i = 0; i < large.size(); i++) {
            List<?> answer = (List<?>) given.get(i + 1);
            if (!text(answer, 0).equals("open")) {
                large.get(i).answer = Admissions.answer(answer);
            }
        }
        return text(given, 0);
    }

    private void write(List<Candidate> large) {
        if (large.size() < 2) {
            large.forEach(this::write);
            return;
        }
        var room = new Semaphore(WRITES_AT_ONCE);
        var writes = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Candidate candidate : large) {
                writes.add(threads.submit(() -> {
                    room.acquireUninterruptibly();
                    try {
                        write(candidate);
                    } finally {
                        room.release();
                    }
                }));
            }
        }
        for (Future<?> write : writes) {
            if (write.state() == Future.State.FAILED) {
                throw new IllegalStateException("an object could not be written", write.exceptionNow());
            }
        }
    }

    private void write(Candidate candidate) {
        var id = candidate.admission.submission().id();
        try {
            candidate.object = texts.writeSubmission(id, candidate.text);
        } catch (KilnException failed) {
            LOG.atWarn()
                    .addKeyValue("executionId", id)
                    .addKeyValue("code", failed.code().word())
                    .addKeyValue("reason", failed.getMessage())
                    .log("A large submission could not be stored, and is refused");
            candidate.answer = failed.code() == ErrorCode.STORE_FULL
                    ? new SubmitAnswer.Refused(Refusal.STORE_FULL, LATER)
                    : new SubmitAnswer.Refused(Refusal.OBJECTS_UNAVAILABLE, SOON);
        }
    }

    /** One that comes alone shares its way with others that do. */
    private void let(int partition, String asked, List<Candidate> candidates) {
        List<List<String>> entries =
                candidates.stream().map(candidate -> entry(candidate, asked)).toList();
        List<SubmitAnswer> given = entries.size() == 1
                ? List.of(flightsTo(partition).ask(entries.getFirst(), bytes(entries.getFirst())))
                : let(partition, entries);
        for (int i = 0; i < candidates.size(); i++) {
            end(candidates.get(i), given.get(i));
        }
    }

    private static List<String> entry(Candidate candidate, String asked) {
        ObjectReference object = candidate.object;
        var entry = new ArrayList<>(Admissions.arguments(candidate.admission));
        entry.add(object == null ? candidate.text : "");
        entry.add(object == null ? "" : object.text());
        entry.add(asked);
        return entry;
    }

    private SharedFlights<List<String>, SubmitAnswer> flightsTo(int partition) {
        return flights.computeIfAbsent(
                partition,
                _ -> new SharedFlights<>(MOST_IN_FLIGHT, MOST_BYTES_IN_FLIGHT, entries -> let(partition, entries)));
    }

    private static long bytes(List<String> entry) {
        return entry.stream().mapToLong(String::length).sum();
    }

    private List<SubmitAnswer> let(int partition, List<List<String>> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<>(List.of(Long.toString(memory.bytes()), KEY_LASTS, mostMillis));
        entries.forEach(arguments::addAll);
        List<?> given = scripts.run(submit, KeySpace.of(partition), arguments);
        memory.taken(arguments, entries.size());
        var answers = new ArrayList<SubmitAnswer>(given.size());
        for (Object answer : given) {
            answers.add(Admissions.answer((List<?>) answer));
        }
        return answers;
    }

    /** One that was let in before by a call at the same time refers to that call's object, or to this one's. */
    private void end(Candidate candidate, SubmitAnswer answer) {
        candidate.answer = answer;
        var own = candidate.admission.submission().id();
        boolean mayBeReferredTo = answer instanceof SubmitAnswer.Accepted accepted
                && accepted.execution().equals(own);
        if (!mayBeReferredTo) {
            texts.discard(Optional.ofNullable(candidate.object));
        }
    }
}
