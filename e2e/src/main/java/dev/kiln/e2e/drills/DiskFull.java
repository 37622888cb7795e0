package dev.kiln.e2e.drills;

import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Outcome;
import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Checkout;
import dev.kiln.e2e.stack.Seat;
import dev.kiln.e2e.stack.StackPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The disk of a worker is full: that with its data, its temporary files and its log. It goes on, and starts again.
 * Programs that fill their own disk get that as their result.
 */
final class DiskFull implements Drill {
    private static final String BOX_BYTES = Long.toString(8L << 20);
    private static final String FILLS_ITS_DISK = "head -c 9000000 /dev/zero > all && echo went on";

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public String what() {
        return "the disk of a worker is full, and programs fill their own";
    }

    @Override
    public boolean sharesItsGround() {
        return false;
    }

    @Override
    public Ground ground(DrillSize size) {
        SmallDisk disk = SmallDisk.mount();
        var settings = new HashMap<>(Ground.settings(size));
        settings.put("KILN_WORK_BYTES", BOX_BYTES);
        settings.merge("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + disk.folder(), (one, other) -> one + " " + other);
        String log = disk.folder().resolve("worker.log").toString();
        Seat seat = new Seat(
                List.of("bash", "-c", "exec \"$@\" >> " + log + " 2>&1", "worker"),
                "127.0.0.1",
                Map.of(
                        "KILN_DATA",
                        disk.folder().resolve("data").toString(),
                        "KILN_LANGUAGES",
                        disk.copy(Checkout.here().root().resolve(Ground.BASH)).toString()));
        return Ground.of(StackPlan.of(settings), List.of(seat, Seat.plain()), List.of(disk));
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 2;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        SmallDisk disk = scene.ground().belonging(SmallDisk.class);
        disk.fill();
        scene.require(disk.left() == 0, disk.left() + " bytes were left on the full disk");
        fillOwnDisks(scene);
        scene.letPass(scene.size().lease());
        Application worker = scene.workers().getFirst();
        worker.kill();
        worker.restart();
        worker.awaitReady();
        scene.note("workers killed and started again on a full disk", 1);
        scene.letPass(scene.size().lease());
        scene.require(disk.left() == 0, disk.left() + " bytes were left on the full disk");
        disk.free();
    }

    private static void fillOwnDisks(Scene scene) {
        try (var client =
                KilnClient.builder(scene.stack().api(), scene.stack().key()).build()) {
            for (int program = 0; program < 2 * scene.size().slots(); program++) {
                String id = client.submit(ExecutionRequest.builder("bash")
                                .source(FILLS_ITS_DISK)
                                .build())
                        .id();
                Execution ended = client.await(id, Duration.ofMinutes(2));
                scene.require(
                        ended.outcome() == Outcome.RUNTIME_ERROR && ended.attempts() == 1,
                        "a program that filled its disk ended as " + ended);
                scene.note("programs that filled their disk", 1);
            }
        }
    }
}
