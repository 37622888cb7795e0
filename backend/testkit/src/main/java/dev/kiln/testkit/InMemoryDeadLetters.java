package dev.kiln.testkit;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.DeadLetterAnswer;
import dev.kiln.deadletter.DeadLetterCursor;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterPage;
import dev.kiln.deadletter.DeadLetterRecord;
import dev.kiln.deadletter.DeadLetters;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionState.Dead;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The dead letters of a modelled queue. Safe for many threads. */
public final class InMemoryDeadLetters implements DeadLetters {
    static final Comparator<DeadLetter> LAST_FIRST = Comparator.comparing(DeadLetter::diedAt)
            .thenComparing(DeadLetter::execution)
            .reversed();

    private final InMemoryExecutionQueue queue;

    public InMemoryDeadLetters(InMemoryExecutionQueue queue) {
        this.queue = queue;
    }

    @Override
    public DeadLetterPage find(DeadLetterFilter filter, Optional<DeadLetterCursor> after, int limit) {
        synchronized (queue) {
            List<DeadLetter> found = queue.executions.values().stream()
                    .filter(execution -> execution.state instanceof Dead)
                    .map(ModelExecution::toDeadLetter)
                    .filter(filter::matches)
                    .filter(letter -> after.isEmpty() || isBehind(letter, after.get()))
                    .sorted(LAST_FIRST)
                    .toList();
            if (found.size() <= limit) {
                return new DeadLetterPage(found, Optional.empty());
            }
            DeadLetter last = found.get(limit - 1);
            return new DeadLetterPage(
                    found.subList(0, limit), Optional.of(new DeadLetterCursor(last.diedAt(), last.execution())));
        }
    }

    static boolean isBehind(DeadLetter letter, DeadLetterCursor cursor) {
        int time = letter.diedAt().compareTo(cursor.diedAt());
        return time < 0 || (time == 0 && letter.execution().compareTo(cursor.execution()) < 0);
    }

    @Override
    public Optional<DeadLetterRecord> get(ExecutionId id) {
        synchronized (queue) {
            return Optional.ofNullable(queue.executions.get(id))
                    .filter(execution -> execution.state instanceof Dead)
                    .map(execution -> new DeadLetterRecord(execution.toDeadLetter(), execution.past));
        }
    }

    @Override
    public DeadLetterAnswer replay(ExecutionId id, String token) {
        synchronized (queue) {
            ModelExecution execution = queue.executions.get(id);
            if (execution == null) {
                return DeadLetterAnswer.UNKNOWN;
            }
            if (token.equals(execution.replayToken)) {
                return DeadLetterAnswer.DONE;
            }
            if (!(execution.state instanceof Dead)) {
                return DeadLetterAnswer.NOT_DEAD;
            }
            execution.replayToken = token;
            queue.replay(execution);
            return DeadLetterAnswer.DONE;
        }
    }

    @Override
    public DeadLetterAnswer purge(ExecutionId id) {
        synchronized (queue) {
            ModelExecution execution = queue.executions.get(id);
            if (execution != null && !(execution.state instanceof Dead)) {
                return DeadLetterAnswer.NOT_DEAD;
            }
            queue.purge(id);
            return DeadLetterAnswer.DONE;
        }
    }
}
