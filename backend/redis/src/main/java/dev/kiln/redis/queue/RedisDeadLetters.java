package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;
import static dev.kiln.redis.queue.QueueScripts.unexpected;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.DeadLetterAnswer;
import dev.kiln.deadletter.DeadLetterCursor;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterPage;
import dev.kiln.deadletter.DeadLetterRecord;
import dev.kiln.deadletter.DeadLetters;
import dev.kiln.execution.ExecutionId;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.Script;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The dead letters on Redis. Safe for many threads. */
public final class RedisDeadLetters implements DeadLetters {
    private static final int MOST = 100;
    private static final int HEAD = 2;

    private final Script<List<?>> find;
    private final Script<String> replay;
    private final Script<String> purge;
    private final QueueScripts scripts;

    public RedisDeadLetters(StringRedisTemplate redis, QueuePolicy policy) {
        this(new QueueScripts(redis, policy));
    }

    RedisDeadLetters(QueueScripts scripts) {
        this.scripts = scripts;
        this.find = scripts.list("deadletters");
        this.replay = scripts.word("replay");
        this.purge = scripts.word("purge");
    }

    @Override
    public DeadLetterPage find(DeadLetterFilter filter, Optional<DeadLetterCursor> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: 1 to " + MOST);
        }
        List<?> answer = find.run(
                scripts.redis(),
                KeySpace.of(KeySpace.PARTITION),
                filter.tenant() == null ? "" : filter.tenant().value(),
                filter.language() == null ? "" : filter.language(),
                filter.reason() == null ? "" : filter.reason().word(),
                millis(filter.from(), "-inf"),
                millis(filter.before(), "+inf"),
                after.map(cursor -> millis(cursor.diedAt(), "")).orElse(""),
                after.map(cursor -> cursor.execution().value()).orElse(""),
                Integer.toString(limit));
        var letters = new ArrayList<DeadLetter>();
        int width = 1 + DeadLetterFormat.FIELDS.size();
        for (int i = HEAD; i < answer.size(); i += width) {
            letters.add(DeadLetterFormat.read(answer.subList(i, i + width)));
        }
        return new DeadLetterPage(letters, next(answer));
    }

    private static Optional<DeadLetterCursor> next(List<?> answer) {
        String diedAt = text(answer, 0);
        return diedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeadLetterCursor(
                        Instant.ofEpochMilli(Long.parseLong(diedAt)), new ExecutionId(text(answer, 1))));
    }

    private static String millis(@Nullable Instant time, String otherwise) {
        return time == null ? otherwise : Long.toString(time.toEpochMilli());
    }

    @Override
    public Optional<DeadLetterRecord> get(ExecutionId id) {
        try {
            HashOperations<String, String, String> hashes = scripts.redis().opsForHash();
            List<? extends @Nullable String> values =
                    hashes.multiGet(KeySpace.execution(id), DeadLetterFormat.FIELDS_AND_STATE);
            if (!"dead".equals(values.getLast())) {
                return Optional.empty();
            }
            var row = new ArrayList<Object>();
            row.add(id.value());
            values.forEach(value -> row.add(value == null ? "" : value));
            List<String> past = scripts.redis().opsForList().range(KeySpace.attempts(id), 0, -1);
            return Optional.of(new DeadLetterRecord(
                    DeadLetterFormat.read(row),
                    past == null
                            ? List.of()
                            : past.stream().map(DeadLetterFormat::readAttempt).toList()));
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public DeadLetterAnswer replay(ExecutionId id, String token) {
        return answer("replay", scripts.run(replay, KeySpace.of(id), id.value(), token));
    }

    @Override
    public DeadLetterAnswer purge(ExecutionId id) {
        return answer("purge", purge.run(scripts.redis(), KeySpace.of(id), id.value()));
    }

    private static DeadLetterAnswer answer(String name, String word) {
        return switch (word) {
            case "done" -> DeadLetterAnswer.DONE;
            case "alive" -> DeadLetterAnswer.NOT_DEAD;
            case "unknown" -> DeadLetterAnswer.UNKNOWN;
            default -> throw unexpected(name, word);
        };
    }
}
