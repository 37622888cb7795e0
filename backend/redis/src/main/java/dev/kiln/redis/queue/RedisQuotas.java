package dev.kiln.redis.queue;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.Script;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The tenants' quotas in the partition that they live in. Safe for many threads. */
public final class RedisQuotas implements Quotas {
    private static final List<String> FIELDS =
            List.of("weight", "most_waiting", "most_running", "most_cpu", "suspended");

    private final Script<String> settings;
    private final QueueScripts scripts;

    public RedisQuotas(StringRedisTemplate redis, QueuePolicy policy) {
        this(new QueueScripts(redis, policy));
    }

    RedisQuotas(QueueScripts scripts) {
        this.scripts = scripts;
        this.settings = scripts.word("settings");
    }

    @Override
    public Optional<Quota> find(TenantId tenant) {
        try {
            HashOperations<String, String, String> hashes = scripts.redis().opsForHash();
            List<? extends @Nullable String> values =
                    hashes.multiGet(KeySpace.tenant(KeySpace.PARTITION, tenant), FIELDS);
            String weight = values.get(0);
            String waiting = values.get(1);
            String running = values.get(2);
            String cpu = values.get(3);
            return weight == null || waiting == null || running == null || cpu == null
                    ? Optional.empty()
                    : Optional.of(new Quota(
                            Integer.parseInt(weight),
                            Integer.parseInt(waiting),
                            Integer.parseInt(running),
                            Long.parseLong(cpu),
                            values.get(4) != null));
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public void put(TenantId tenant, Quota quota) {
        set(
                tenant,
                Integer.toString(quota.weight()),
                Integer.toString(quota.waiting()),
                Integer.toString(quota.running()),
                Long.toString(quota.cpuMillisPerDay()),
                quota.suspended() ? "1" : "");
    }

    @Override
    public void remove(TenantId tenant) {
        set(tenant, "", "", "", "", "");
    }

    private void set(TenantId tenant, String... values) {
        var arguments = new String[1 + 2 * values.length];
        arguments[0] = tenant.value();
        for (int i = 0; i < values.length; i++) {
            arguments[1 + 2 * i] = FIELDS.get(i);
            arguments[2 + 2 * i] = values[i];
        }
        scripts.run(settings, KeySpace.of(KeySpace.PARTITION), arguments);
    }
}
