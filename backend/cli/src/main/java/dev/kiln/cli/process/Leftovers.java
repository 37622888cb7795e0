package dev.kiln.cli.process;

import dev.kiln.cli.terminal.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends what a supervisor left that was killed. Its children asked the kernel to be killed with it; this is for those
 * that could not.
 */
public final class Leftovers {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Leftovers() {}

    /**
     * Kills every process of these services that still runs, with its group.
     *
     * @param services the states that the supervisor wrote last
     * @return the names of those that still ran
     */
    public static List<String> end(List<ServiceState> services) throws InterruptedException {
        List<String> ended = new ArrayList<>();
        for (ServiceState service : services) {
            if (runs(service)) {
                List<ProcessHandle> began = ProcessHandle.of(service.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .toList();
                if (!ProcessGroup.end(service.pid(), began, LONGEST)) {
                    throw new CommandFailure(
                            service.name() + " of a Kiln that was killed does not end",
                            "run: kill -9 " + service.pid());
                }
                ended.add(service.name());
            }
        }
        return ended;
    }

    /** The same id with another time of start is another process, which is none of ours. */
    private static boolean runs(ServiceState service) {
        Optional<Instant> started = ProcessHandle.of(service.pid())
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant());
        return service.pid() > 1 && started.isPresent() && started.get().equals(service.startedAt());
    }
}
