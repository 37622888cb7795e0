package dev.kiln.cli.up;

import java.net.URI;

/**
 * Where a Kiln listens and how it behaves.
 *
 * @param host the address of the IDE and the API
 * @param port of the IDE
 * @param apiPort of the execution API
 * @param workerPort of the worker's health, on loopback
 * @param adminPort of the API for operators, on loopback
 * @param api where the control plane finds the execution API
 * @param drainSeconds how long the worker may finish what runs when it is stopped
 */
record Settings(String host, int port, int apiPort, int workerPort, int adminPort, URI api, int drainSeconds) {

    /** The address of the IDE, as this machine reaches it. */
    URI ide() {
        return URI.create("http://" + reachable(host) + ":" + port);
    }

    /** The operators' address of the execution API, as this machine reaches it. */
    URI admin() {
        String listening = System.getenv().getOrDefault("KILN_ADMIN_HOST", "127.0.0.1");
        return URI.create("http://" + reachable(listening) + ":" + adminPort);
    }

    /** The host by which this machine reaches what listens on this address. */
    static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }

    /** The same on free ports of loopback, for a Kiln that nobody uses. */
    static Settings aside() {
        int api = Ports.free();
        return new Settings(
                "127.0.0.1", Ports.free(), api, Ports.free(), Ports.free(), URI.create("http://127.0.0.1:" + api), 1);
    }
}
