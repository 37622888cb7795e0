package dev.kiln.redis.queue;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Runs the queue's scripts: the policy first, as policy.lua takes it, then a script's own arguments. */
final class QueueScripts {
    /** Where the random number stands among the policy's arguments. */
    private static final int RANDOM = 6;

    private final StringRedisTemplate redis;
    private final List<String> policy;
    private final DoubleSupplier random;
    private final UnaryOperator<String> edit;
    private final QueueLayout layout;
    private final String deadRetention;

    QueueScripts(StringRedisTemplate redis, QueuePolicy policy) {
        this(redis, policy, () -> ThreadLocalRandom.current().nextDouble(), UnaryOperator.identity());
    }

    /**
     * @param random uniform in [0, 1)
     * @param edit what becomes of a script's text before it is run: nothing, but in tests that plant a fault or a clock
     */
    QueueScripts(StringRedisTemplate redis, QueuePolicy policy, DoubleSupplier random, UnaryOperator<String> edit) {
        this.redis = redis;
        this.random = random;
        this.edit = edit;
        this.policy = List.of(
                Long.toString(policy.lease().toMillis()),
                Long.toString(policy.retention().toMillis()),
                Integer.toString(policy.waiting()),
                Integer.toString(policy.retry().attempts()),
                Long.toString(policy.retry().base().toMillis()),
                Long.toString(policy.retry().cap().toMillis()),
                "",
                Integer.toString(policy.replay().spotHandBacks()),
                Integer.toString(policy.replay().poisonWorkers()),
                Integer.toString(policy.replay().times()),
                Long.toString(policy.replay().delay().toMillis()),
                Integer.toString(policy.quota().waiting()),
                Integer.toString(policy.quota().running()),
                Long.toString(policy.quota().cpuMillisPerDay()));
        this.deadRetention = Long.toString(policy.replay().retention().toMillis());
        this.layout = new QueueLayout(redis, this);
    }

    /** How long a dead letter is kept, ms: what recover.lua takes of the policy for itself. */
    String deadRetention() {
        return deadRetention;
    }

    StringRedisTemplate redis() {
        return redis;
    }

    <T> T run(Script<T> script, List<String> keys, String... own) {
        return run(script, keys, Arrays.asList(own));
    }

    <T> T run(Script<T> script, List<String> keys, List<String> own) {
        layout.ensure();
        return runNow(script, keys, own);
    }

    /** Runs it whatever layout there is. */
    <T> T runNow(Script<T> script, List<String> keys, List<String> own) {
        var arguments = new ArrayList<Object>(policy.size() + own.size());
        arguments.addAll(policy);
        arguments.set(RANDOM, Double.toString(random.getAsDouble()));
        arguments.addAll(own);
        return script.run(redis, keys, arguments.toArray());
    }

    /** A script that answers a word. */
    Script<String> word(String name) {
        return Script.load(QueueScripts.class, name, String.class, edit);
    }

    /** A script that answers a number. */
    Script<Long> number(String name) {
        return Script.load(QueueScripts.class, name, Long.class, edit);
    }

    /** A script that answers a list. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal cannot say List<?>
    Script<List<?>> list(String name) {
        return (Script) Script.load(QueueScripts.class, name, List.class, edit);
    }

    static String text(List<?> answer, int index) {
        return (String) Objects.requireNonNull(answer.get(index));
    }

    static IllegalStateException unexpected(String name, String answer) {
        return new IllegalStateException(name + ".lua answered " + answer);
    }
}
