package dev.kiln.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.problem.KilnException;
import dev.kiln.worker.RealSandbox;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyBoxesIT {
    private static final long WORK_BYTES = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void keepsAsManyReadyAsItShallAndReplacesWhatIsTaken() throws InterruptedException {
        var rings = new AtomicInteger();
        try (KilnBoxSandbox sandbox = RealSandbox.open();
                var boxes = new ReadyBoxes(sandbox, 2, rings::incrementAndGet)) {
            await().until(() -> boxes.ready() == 2);

            Box first = boxes.take(Duration.ZERO);
            Box second = boxes.take(Duration.ofSeconds(10));

            assertThat(first).isNotSameAs(second);
            await().until(() -> boxes.ready() == 2);
            assertThat(rings).hasValue(4);
            first.close();
            second.close();
        }
    }

    @Test
    void givesOutNoBoxThatBrokeWhileItWaited() throws InterruptedException {
        try (KilnBoxSandbox sandbox = RealSandbox.open();
                var boxes = new ReadyBoxes(sandbox, 1, () -> {})) {
            await().until(() -> boxes.ready() == 1);

            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("kiln-box"))
                    .forEach(ProcessHandle::destroyForcibly);
            await().until(() -> ProcessHandle.current()
                    .children()
                    .noneMatch(child -> child.info().command().orElse("").endsWith("kiln-box")));

            try (Box box = boxes.take(Duration.ofSeconds(10))) {
                assertThat(box.isOpen()).isTrue();
            }
        }
    }

    @Test
    void throwsAwayWhatIsReadyWhenBoxesMustShowMore() throws InterruptedException {
        try (KilnBoxSandbox sandbox = RealSandbox.open();
                var boxes = new ReadyBoxes(sandbox, 1, () -> {})) {
            await().until(() -> boxes.ready() == 1);

            boxes.renew();

            assertThat(boxes.ready()).isZero();
            try (Box box = boxes.take(Duration.ofSeconds(10))) {
                assertThat(box.isOpen()).isTrue();
            }
        }
    }

    @Test
    void makesBoxesAgainOnceTheyCanBeMade() throws Exception {
        Path launcher = folder.resolve("kiln-box");
        try (var sandbox = new KilnBoxSandbox(launcher, WORK_BYTES);
                var boxes = new ReadyBoxes(sandbox, 1, () -> {})) {
            assertThatThrownBy(() -> boxes.take(Duration.ofMillis(10))).isInstanceOf(KilnException.class);
            assertThat(boxes.areLacking()).isTrue();

            Files.createSymbolicLink(launcher, RealSandbox.launcher());

            await().until(() -> boxes.ready() == 1);
            assertThat(boxes.areLacking()).isFalse();
        }
    }

    @Test
    void lackOnceNoneCouldBeMadeForSomeSeconds() throws Exception {
        Path launcher = Files.createSymbolicLink(folder.resolve("kiln-box"), RealSandbox.launcher());
        try (var sandbox = new KilnBoxSandbox(launcher, WORK_BYTES);
                var boxes = new ReadyBoxes(sandbox, 1, () -> {})) {
            await().until(() -> boxes.ready() == 1);
            Files.delete(launcher);

            boxes.take(Duration.ZERO).close();

            assertThat(boxes.areLacking()).isFalse();
            await().atMost(Duration.ofSeconds(15)).until(boxes::areLacking);
        }
    }
}
