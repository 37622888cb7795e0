package dev.kiln.sql;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database as the adapters use it: every call is one transaction, and what goes wrong below leaves as a
 * {@link KilnException}. Safe for many threads.
 */
public final class SqlStore {
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    /** Over a database whose schema is in place. */
    public SqlStore(DataSource source) {
        this.client = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    /**
     * Runs the work in one transaction; an exception rolls it back.
     *
     * @throws KilnException {@code store_unavailable} if the database does not answer, {@code internal} if it refuses
     */
    public <T> T call(Function<JdbcClient, T> work) {
        try {
            return transaction.execute(status -> work.apply(client));
        } catch (NonTransientDataAccessResourceException | TransactionException away) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "the database does not answer", away);
        } catch (NonTransientDataAccessException refused) {
            throw new KilnException(ErrorCode.INTERNAL, "the database refused a statement", refused);
        } catch (DataAccessException passing) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "the database does not answer", passing);
        }
    }
}
