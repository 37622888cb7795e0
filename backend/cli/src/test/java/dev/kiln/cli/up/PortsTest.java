package dev.kiln.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.cli.terminal.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final String LOOPBACK = "127.0.0.1";

    @Test
    void aPortInUseIsToldWithTheFlagThatChoosesAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.check(LOOPBACK, taken.getLocalPort(), "--api-port", "KILN_API_PORT"))
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure -> assertThat(failure.remedy()).contains("--api-port", "KILN_API_PORT"))
                    .hasMessage("port " + taken.getLocalPort() + " on " + LOOPBACK + " is in use");
        }
    }

    @Test
    void aFreePortPasses() {
        assertThatCode(() -> Ports.check(LOOPBACK, Ports.free(), "--port", "KILN_PORT"))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsNoPortAndNoAddressOfThisMachineIsRefused() {
        assertThatThrownBy(() -> Ports.check(LOOPBACK, 70_000, "--port", "KILN_PORT"))
                .hasMessage("70000 is no port");
        assertThatThrownBy(() -> Ports.check("192.0.2.1", Ports.free(), "--port", "KILN_PORT"))
                .hasMessageContaining("192.0.2.1 is no address of this machine");
    }
}
