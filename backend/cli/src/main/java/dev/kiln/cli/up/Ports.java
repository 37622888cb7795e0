package dev.kiln.cli.up;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The ports of this machine. */
final class Ports {
    private Ports() {}

    /**
     * Refuses a port that cannot be had.
     *
     * @param flag by which another can be chosen
     * @param variable that does the same
     * @throws CommandFailure if the port is taken or may not be used, or the host is none of this machine's
     */
    static void check(String host, int port, String flag, String variable) {
        String other = "choose another by " + flag + " or " + variable;
        if (port < 1 || port > 65_535) {
            throw new CommandFailure(port + " is no port", "choose one of 1 to 65535 by " + flag + " or " + variable);
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new CommandFailure("the host '" + host + "' is not known", "choose an address by --host", e);
        } catch (BindException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("Permission denied")) {
                throw new CommandFailure("port " + port + " is for root alone", other, e);
            }
            if (said.contains("assign")) {
                throw new CommandFailure(host + " is no address of this machine", "choose one by --host", e);
            }
            throw new CommandFailure("port " + port + " on " + host + " is in use", other, e);
        } catch (IOException e) {
            throw new CommandFailure("port " + port + " on " + host + " cannot be used: " + e.getMessage(), other, e);
        }
    }

    /** A port of loopback that is free now. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailure("no port of loopback is free", "", e);
        }
    }
}
