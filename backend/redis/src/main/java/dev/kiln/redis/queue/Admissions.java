package dev.kiln.redis.queue;

import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.Limits;
import dev.kiln.execution.Submission;
import dev.kiln.queue.Admission;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What submit.lua and foresee.lua take for an execution, and what they answer. */
final class Admissions {
    /** What a stored result takes beside the program's output. */
    private static final long RESULT_BYTES = 8 * 1024;

    private Admissions() {}

    /** What foresee.lua takes for an execution. */
    static List<String> question(Admission admission) {
        Submission submission = admission.submission();
        return List.of(submission.id().value(), submission.tenant().value(), idempotency(admission), digest(admission));
    }

    /** What submit.lua takes for an execution, but for the submission itself. */
    static List<String> arguments(Admission admission) {
        Submission submission = admission.submission();
        return List.of(
                submission.id().value(),
                submission.tenant().value(),
                submission.lane().word(),
                submission.language().id(),
                Objects.requireNonNullElse(submission.language().version(), ""),
                Long.toString(submission.limits().cpuMillis()),
                Long.toString(mostResultBytes(submission.limits())),
                idempotency(admission),
                digest(admission));
    }

    private static String idempotency(Admission admission) {
        IdempotencyKey key = admission.idempotencyKey();
        return key == null ? "" : hash(admission.submission().tenant() + " " + key.value());
    }

    private static String digest(Admission admission) {
        IdempotencyKey key = admission.idempotencyKey();
        return key == null ? "" : key.requestDigest();
    }

    /**
     * What the result of an execution takes at most: the output of the compile step and of the run, see ContentFormat;
     * what is larger than {@link LargeTexts#INLINE_BYTES} lies elsewhere.
     */
    static long mostResultBytes(Limits limits) {
        long outputBytes = Limits.standard().outputBytes() + limits.outputBytes();
        return Math.min(LargeTexts.INLINE_BYTES, RESULT_BYTES + ContentFormat.mostBytes(outputBytes));
    }

    static SubmitAnswer answer(List<?> answer) {
        String word = QueueScripts.text(answer, 0);
        String first = QueueScripts.text(answer, 1);
        return switch (word) {
            case "accepted" ->
                new SubmitAnswer.Accepted(new ExecutionId(first), Instant.ofEpochMilli(number(answer.get(2))));
            case "refused" -> new SubmitAnswer.Refused(refusal(first), Duration.ofMillis(number(answer.get(2))));
            default -> throw QueueScripts.unexpected("submit", word);
        };
    }

    private static Refusal refusal(String word) {
        return switch (word) {
            case "full" -> Refusal.QUEUE_FULL;
            case "memory" -> Refusal.STORE_FULL;
            case "late" -> Refusal.OBJECTS_UNAVAILABLE;
            case "waiting" -> Refusal.TOO_MANY_WAITING;
            case "cpu" -> Refusal.CPU_TIME_SPENT;
            case "suspended" -> Refusal.TENANT_SUSPENDED;
            case "reused" -> Refusal.IDEMPOTENCY_KEY_REUSED;
            default -> throw QueueScripts.unexpected("submit", word);
        };
    }

    private static long number(@Nullable Object value) {
        return Long.parseLong(String.valueOf(value));
    }

    /** A caller's key in a bounded form that says nothing. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
