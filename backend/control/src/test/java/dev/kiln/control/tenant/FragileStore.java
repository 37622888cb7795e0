package dev.kiln.control.tenant;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.InMemoryKeyIndex;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where keys and quotas are projected to: it counts what is written, can be away, and lets a test do something just before
 * a write, as another process may.
 */
final class FragileStore implements KeyIndex, Quotas {
    private final AtomicInteger writes = new AtomicInteger();
    private final ConcurrentMap<TenantId, Quota> quotas = new ConcurrentHashMap<>();
    private volatile InMemoryKeyIndex index = new InMemoryKeyIndex();
    private volatile boolean away;
    private volatile boolean missed;
    private Runnable beforeTheNextWrite = () -> {};

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** Whether it was asked while it was away. */
    boolean wasMissed() {
        return missed;
    }

    /** Loses everything. */
    void empty() {
        index = new InMemoryKeyIndex();
        quotas.clear();
    }

    int writes() {
        return writes.get();
    }

    void beforeTheNextWrite(Runnable event) {
        beforeTheNextWrite = event;
    }

    @Override
    public Optional<ApiKey> find(KeyHash hash) {
        answer();
        return index.find(hash);
    }

    @Override
    public void put(ApiKey key) {
        write();
        index.put(key);
    }

    @Override
    public void remove(KeyHash hash) {
        write();
        index.remove(hash);
    }

    @Override
    public void used(KeyHash hash, Instant at) {
        answer();
        index.used(hash, at);
    }

    @Override
    public Optional<Instant> lastUsed(KeyHash hash) {
        answer();
        return index.lastUsed(hash);
    }

    @Override
    public Optional<Quota> find(TenantId tenant) {
        answer();
        return Optional.ofNullable(quotas.get(tenant));
    }

    @Override
    public void put(TenantId tenant, Quota quota) {
        write();
        quotas.put(tenant, quota);
    }

    @Override
    public void remove(TenantId tenant) {
        write();
        quotas.remove(tenant);
    }

    private void write() {
        answer();
        Runnable event = beforeTheNextWrite;
        beforeTheNextWrite = () -> {};
        event.run();
        writes.incrementAndGet();
    }

    private void answer() {
        if (away) {
            missed = true;
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "away");
        }
    }
}
