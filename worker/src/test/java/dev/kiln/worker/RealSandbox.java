package dev.kiln.worker;

import dev.kiln.worker.sandbox.kilnbox.KilnBoxCheck;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.nio.file.Path;
import java.util.List;

/** The real launcher, for tests. It needs root, and fails with words where there is none. */
public final class RealSandbox {
    private static final long WORK_BYTES = 256L << 20;

    private RealSandbox() {}

    /** The launcher that the build made, or the one that {@code KILN_BOX} names. */
    public static Path launcher() {
        String given = System.getenv("KILN_BOX");
        return new Installation(List.of(Path.of(""))).box(given == null ? null : Path.of(given));
    }

    /** A sandbox that proved itself. */
    public static KilnBoxSandbox open() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new AssertionError("kiln-box makes its boxes as root: run these tests as root, or with sudo");
        }
        KilnBoxCheck.require(launcher());
        return new KilnBoxSandbox(launcher(), WORK_BYTES);
    }
}
