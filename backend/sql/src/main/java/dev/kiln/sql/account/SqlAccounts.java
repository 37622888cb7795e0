package dev.kiln.sql.account;

import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.Role;
import dev.kiln.account.User;
import dev.kiln.account.UserId;
import dev.kiln.account.UserName;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The accounts in SQL. Passwords are hashed outside of transactions: that takes longer than everything else here. */
public final class SqlAccounts implements Accounts {
    private final SqlStore store;
    private final PasswordEncoder encoder;
    private final Clock clock;
    /** Compared where there is no account, so that the time tells nothing about which names exist. */
    private final String nobodysHash;

    public SqlAccounts(SqlStore store, PasswordEncoder encoder, Clock clock) {
        this.store = store;
        this.encoder = encoder;
        this.clock = clock;
        this.nobodysHash = hash(Password.presented(UUID.randomUUID().toString()));
    }

    @Override
    public Optional<User> find(UserName name) {
        return store.call(sql -> stored(sql, "name", name.value()).map(Stored::user));
    }

    @Override
    public Optional<User> find(UserId id) {
        return store.call(sql -> stored(sql, "id", id.value()).map(Stored::user));
    }

    @Override
    public boolean isEmpty() {
        return store.call(sql -> sql.sql("select not exists (select 1 from account)")
                .query(Boolean.class)
                .single());
    }

    @Override
    public User create(UserName name, Password password, Set<Role> roles) {
        UserId id = UserId.create();
        Set<Role> all = EnumSet.of(Role.USER);
        all.addAll(roles);
        User user = new User(id, name, new TenantId("u-" + id), all);
        String hash = hash(password);
        return store.call(sql -> insert(sql, user, hash));
    }

    @Override
    public Optional<User> verify(UserName name, Password password) {
        if (!password.fits()) {
            return Optional.empty();
        }
        Optional<Stored> stored = store.call(sql -> stored(sql, "name", name.value()));
        String expected = stored.map(Stored::passwordHash).orElse(nobodysHash);
        if (!encoder.matches(password.reveal(), expected) || stored.isEmpty()) {
            return Optional.empty();
        }
        if (encoder.upgradeEncoding(expected)) {
            rehash(stored.get(), password);
        }
        return stored.map(Stored::user);
    }

    @Override
    public boolean changePassword(UserId id, Password password) {
        String hash = hash(password);
        return store.call(
                sql -> sql.sql("update account set password_hash = :hash, password_changed_at = :now where id = :id")
                                .param("hash", hash)
                                .param("now", now())
                                .param("id", id.value())
                                .update()
                        == 1);
    }

    private User insert(JdbcClient sql, User user, String hash) {
        sql.sql("insert into tenant (id, name, created_at) values (:id, :name, :now)")
                .param("id", user.tenantId().value())
                .param("name", user.name().value())
                .param("now", now())
                .update();
        int inserted = sql.sql("""
                        insert into account (id, name, tenant_id, password_hash, password_changed_at, created_at)
                        values (:id, :name, :tenant, :hash, :now, :now) on conflict do nothing""")
                .param("id", user.id().value())
                .param("name", user.name().value())
                .param("tenant", user.tenantId().value())
                .param("hash", hash)
                .param("now", now())
                .update();
        if (inserted == 0) {
            throw KilnException.ofField(ErrorCode.INVALID_REQUEST, "name", "This name is taken.");
        }
        user.roles().stream()
                .filter(role -> role != Role.USER)
                .forEach(role -> sql.sql("insert into account_role (account_id, role) values (:id, :role)")
                        .param("id", user.id().value())
                        .param("role", role.word())
                        .update());
        return user;
    }

    /** A stronger hash of the same password; not if the password was changed meanwhile. */
    private void rehash(Stored stored, Password password) {
        String hash = hash(password);
        store.call(sql -> sql.sql("update account set password_hash = :hash where id = :id and password_hash = :old")
                .param("hash", hash)
                .param("id", stored.user().id().value())
                .param("old", stored.passwordHash())
                .update());
    }

    private static Optional<Stored> stored(JdbcClient sql, String column, Object value) {
        return sql.sql("select id, name, tenant_id, password_hash from account where " + column + " = :value")
                .param("value", value)
                .query((row, number) -> read(sql, row))
                .optional();
    }

    private static Stored read(JdbcClient sql, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Set<Role> roles = EnumSet.of(Role.USER);
        sql.sql("select role from account_role where account_id = :id")
                .param("id", id)
                .query(String.class)
                .list()
                .forEach(word -> roles.add(Role.ofWord(word)));
        User user = new User(
                new UserId(id), new UserName(row.getString("name")), new TenantId(row.getString("tenant_id")), roles);
        return new Stored(user, row.getString("password_hash"));
    }

    private String hash(Password password) {
        return Objects.requireNonNull(encoder.encode(password.reveal()), "a password has a hash");
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private record Stored(User user, String passwordHash) {}
}
