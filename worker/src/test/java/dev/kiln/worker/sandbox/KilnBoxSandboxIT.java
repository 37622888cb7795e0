package dev.kiln.worker.sandbox;

import dev.kiln.worker.RealSandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KilnBoxSandboxIT extends SandboxContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void openSandbox() {
        sandbox = RealSandbox.open();
    }

    @AfterAll
    static void closeSandbox() {
        sandbox.close();
    }

    @Override
    Sandbox sandbox() {
        return sandbox;
    }
}
