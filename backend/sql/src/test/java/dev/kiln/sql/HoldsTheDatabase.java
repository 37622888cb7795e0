package dev.kiln.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own that opens the embedded database, says so, and keeps it until it is ended. */
final class HoldsTheDatabase {
    static final String READY = "holding";

    private HoldsTheDatabase() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (HikariDataSource source = Database.open(SqlProperties.embedded(), Path.of(arguments[0]))) {
            System.out.println(source.isRunning() ? READY : "closed");
            new CountDownLatch(1).await();
        }
    }
}
