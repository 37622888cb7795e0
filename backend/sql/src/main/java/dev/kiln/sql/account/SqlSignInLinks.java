package dev.kiln.sql.account;

import dev.kiln.account.SignInLinks;
import dev.kiln.sql.SqlStore;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The links in SQL. Those that are over for more than a day are removed when a new one is issued. */
public final class SqlSignInLinks implements SignInLinks {
    private static final int KEPT_DAYS = 1;

    private final SqlStore store;
    private final Clock clock;

    public SqlSignInLinks(SqlStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void issue(String tokenHash, Instant expiresAt) {
        store.call(sql -> {
            sql.sql("delete from sign_in_link where expires_at < :past and token_hash <> :hash")
                    .param("past", OffsetDateTime.now(clock).minusDays(KEPT_DAYS))
                    .param("hash", tokenHash)
                    .update();
            return sql.sql("""
                            insert into sign_in_link (token_hash, expires_at) values (:hash, :expires)
                            on conflict do nothing""")
                    .param("hash", tokenHash)
                    .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    @Override
    public boolean redeem(String tokenHash) {
        return store.call(sql -> sql.sql("""
                                update sign_in_link set used_at = :now
                                where token_hash = :hash and used_at is null and expires_at > :now""")
                        .param("now", OffsetDateTime.now(clock))
                        .param("hash", tokenHash)
                        .update()
                == 1);
    }
}
