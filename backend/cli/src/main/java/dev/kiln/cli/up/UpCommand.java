package dev.kiln.cli.up;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.DataLock;
import dev.kiln.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kiln up}. */
@Command(
        name = "up",
        description = "Starts everything, after installing and building what is missing; Ctrl-C stops it.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private final UpOptions options = new UpOptions();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--detach", description = "Go on in the background; ./kiln status, logs and down are for that.")
    private boolean detach;

    @Option(names = "--yes", description = "Install what is missing without asking.")
    private boolean yes;

    /** What the preparation hands over to; it has been done. */
    @Option(names = "--prepared", hidden = true)
    private boolean prepared;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        Checkout checkout = Checkout.ofThisProcess();
        DataFolder folder = data.folder();
        if (!prepared) {
            checkAll(folder);
            new Preparation(checkout, folder, terminal, yes).prepare(options.applications());
            try (DataLock _ = DataLock.take(folder)) {
                folder.prepare();
            }
        }
        HandOver handOver = new HandOver(options, folder, checkout, terminal);
        boolean sudo = !prepared && handOver.needsSudo();
        if (!prepared && (detach || sudo)) {
            return handOver.run(detach, sudo);
        }
        new Instance(options, folder, checkout, terminal).run();
        return 0;
    }

    /** What can be seen at once is told at once, and not after minutes of building. */
    private void checkAll(DataFolder folder) {
        DataLock.take(folder).close();
        var applications = options.applications();
        applications.forEach(application -> {
            switch (application) {
                case CONTROL -> Ports.check(options.host, options.port, "--port", "KILN_PORT");
                case API -> {
                    Ports.check(options.host, options.apiPort, "--api-port", "KILN_API_PORT");
                    Ports.check("127.0.0.1", options.adminPort, "--admin-port", "KILN_ADMIN_PORT");
                }
                case WORKER -> Ports.check("127.0.0.1", options.workerPort, "--worker-port", "KILN_WORKER_PORT");
            }
        });
    }
}
