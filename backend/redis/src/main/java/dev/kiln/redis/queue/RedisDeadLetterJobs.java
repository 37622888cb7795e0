package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;
import static dev.kiln.redis.queue.QueueScripts.unexpected;

import dev.kiln.deadletter.DeadLetterJob;
import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.JobAnswer;
import dev.kiln.deadletter.JobBegin;
import dev.kiln.deadletter.JobId;
import dev.kiln.deadletter.JobStep;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Jobs over the dead letters on Redis: each call is one script. Safe for many threads and instances. */
public final class RedisDeadLetterJobs implements DeadLetterJobs {
    private final Script<String> begin;
    private final Script<List<?>> list;
    private final Script<String> set;
    private final Script<List<?>> step;
    private final QueueScripts scripts;

    public RedisDeadLetterJobs(StringRedisTemplate redis, QueuePolicy policy) {
        this(new QueueScripts(redis, policy));
    }

    RedisDeadLetterJobs(QueueScripts scripts) {
        this.scripts = scripts;
        this.begin = scripts.word("jobbegin");
        this.list = scripts.list("joblist");
        this.set = scripts.word("jobset");
        this.step = scripts.list("jobstep");
    }

    @Override
    public JobBegin begin(JobId id, DeadLetterOrder order) {
        var arguments = new ArrayList<String>();
        arguments.add(id.value());
        arguments.add(Integer.toString(MOST_UNDER_WAY));
        arguments.add(Integer.toString(MOST_KEPT));
        arguments.addAll(JobFormat.write(order));
        String word = begin.run(scripts.redis(), partition(), arguments.toArray());
        return switch (word) {
            case "done" -> JobBegin.DONE;
            case "other" -> JobBegin.OTHER_ORDER;
            case "many" -> JobBegin.TOO_MANY;
            default -> throw unexpected("jobbegin", word);
        };
    }

    @Override
    public Optional<DeadLetterJob> find(JobId id) {
        return read(id.value()).stream().findFirst();
    }

    @Override
    public List<DeadLetterJob> list() {
        return read("");
    }

    private List<DeadLetterJob> read(String id) {
        List<?> answer = list.run(scripts.redis(), partition(), id);
        var jobs = new ArrayList<DeadLetterJob>();
        for (int i = 0; i < answer.size(); i += JobFormat.WIDTH) {
            jobs.add(JobFormat.read(answer.subList(i, i + JobFormat.WIDTH)));
        }
        return List.copyOf(jobs);
    }

    @Override
    public JobAnswer pause(JobId id) {
        return set(id, DeadLetterJob.State.PAUSED);
    }

    @Override
    public JobAnswer resume(JobId id) {
        return set(id, DeadLetterJob.State.RUNNING);
    }

    @Override
    public JobAnswer stop(JobId id) {
        return set(id, DeadLetterJob.State.STOPPED);
    }

    private JobAnswer set(JobId id, DeadLetterJob.State state) {
        String word = set.run(scripts.redis(), partition(), id.value(), state.word());
        return switch (word) {
            case "done" -> JobAnswer.DONE;
            case "ended" -> JobAnswer.ENDED;
            case "unknown" -> JobAnswer.UNKNOWN;
            default -> throw unexpected("jobset", word);
        };
    }

    @Override
    public List<JobId> underWay() {
        try {
            Set<String> open = scripts.redis().opsForSet().members(KeySpace.openJobs(KeySpace.PARTITION));
            return open == null
                    ? List.of()
                    : open.stream().map(JobId::new).sorted().toList();
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public JobStep step(JobId id, String driver) {
        List<?> answer = scripts.run(step, partition(), id.value(), driver, Long.toString(LEASE.toMillis()));
        String word = text(answer, 0);
        Duration wait = Duration.ofMillis(Long.parseLong(text(answer, 1)));
        return switch (word) {
            case "more" -> new JobStep.More(wait);
            case "held" -> new JobStep.Held(wait);
            case "rest" -> new JobStep.Resting();
            default -> throw unexpected("jobstep", word);
        };
    }

    private static List<String> partition() {
        return KeySpace.of(KeySpace.PARTITION);
    }
}
