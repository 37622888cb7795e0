package dev.kiln.e2e.stack;

import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Network namespaces of this machine: Redis, the API and each worker in one of its own, each with one link to Redis' and
 * to no other. Packets on a link can be dropped silently, as a broken network does, which a closed socket is not.
 *
 * <pre>
 *  this process ----- redis ----- worker-0
 *       |              | |
 *       +--- api ------+ +------- worker-1
 * </pre>
 *
 * Needs root and the programs {@code ip}, {@code nsenter} and {@code iptables}. For one thread.
 */
public final class Network implements AutoCloseable {
    private static final int OWN = 10;
    private static final int MOST_NUMBER = 250;

    private final int number = ThreadLocalRandom.current().nextInt(1, MOST_NUMBER);
    private final List<String> namespaces = new ArrayList<>();
    private int links;

    private Network() {}

    /** Which way a packet goes. */
    public enum Direction {
        TO_REDIS("OUTPUT", "-d"),
        FROM_REDIS("INPUT", "-s");

        private final String chain;
        private final String end;

        Direction(String chain, String end) {
            this.chain = chain;
            this.end = end;
        }

        /** As people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Makes the namespaces and links for Redis, the API, and so many workers. */
    public static Network open(int workers) {
        var network = new Network();
        try {
            network.add("redis");
            network.linkToRedis("", OWN);
            network.add("api");
            network.linkToRedis("api", OWN + 1);
            for (int worker = 0; worker < workers; worker++) {
                network.add("worker-" + worker);
                network.linkToRedis("worker-" + worker, OWN + 2 + worker);
            }
            network.link("", network.address(1 + OWN * OWN), "api", network.apiAddress());
            return network;
        } catch (RuntimeException broken) {
            network.close();
            throw broken;
        }
    }

    /** How Redis is started in its namespace. */
    public RedisServer.Launch redis() {
        return new RedisServer.Launch(wrapper("redis"), redisAddress(), RedisServer.freePort(), Map.of(), List.of());
    }

    /** Where the API is started. */
    public Seat api() {
        return new Seat(wrapper("api"), apiAddress(), Map.of());
    }

    /** Where a worker is started, from 0. */
    public Seat worker(int worker) {
        return new Seat(wrapper("worker-" + worker), "127.0.0.1", Map.of());
    }

    /**
     * Begins to drop packets between a member and Redis, silently, in one direction.
     *
     * @param member {@code api}, {@code worker-0} …
     * @param probability of each packet to be dropped, over 0, at most 1
     */
    public Dropping drop(String member, Direction direction, double probability) {
        return new Dropping(member, direction, probability);
    }

    @Override
    public void close() {
        for (String namespace : namespaces.reversed()) {
            run("ip", "netns", "delete", namespace);
        }
        namespaces.clear();
    }

    private void add(String member) {
        run("ip", "netns", "add", name(member));
        namespaces.add(name(member));
        run("ip", "-n", name(member), "link", "set", "lo", "up");
    }

    private void linkToRedis(String member, int host) {
        link("redis", redisAddress(), member, address(host));
    }

    /** @param other empty for the namespace of this process */
    private void link(String one, String oneAddress, String other, String otherAddress) {
        String oneEnd = "kiln" + number + "-" + links + "a";
        String otherEnd = "kiln" + number + "-" + links + "b";
        links++;
        run("ip", "link", "add", oneEnd, "type", "veth", "peer", "name", otherEnd);
        settle(one, oneEnd, oneAddress, otherAddress);
        settle(other, otherEnd, otherAddress, oneAddress);
    }

    private void settle(String member, String end, String address, String peer) {
        var ip = new ArrayList<>(List.of("ip"));
        if (!member.isEmpty()) {
            run("ip", "link", "set", end, "netns", name(member));
            ip.addAll(List.of("-n", name(member)));
        }
        run(ip, "address", "add", address, "peer", peer + "/32", "dev", end);
        run(ip, "link", "set", end, "up");
    }

    private String name(String member) {
        return "kiln" + number + "-" + member;
    }

    private List<String> wrapper(String member) {
        return List.of("nsenter", "--net=/run/netns/" + name(member));
    }

    private String redisAddress() {
        return address(1);
    }

    private String apiAddress() {
        return address(2 + OWN * OWN);
    }

    private String address(int host) {
        return "10.213." + number + "." + host;
    }

    private static String run(List<String> command, String... more) {
        var all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said.strip());
            }
            return said;
        } catch (IOException absent) {
            throw new UncheckedIOException(
                    command[0] + " is needed on the PATH: apt-get install iproute2 iptables util-linux", absent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** A rule that drops packets until it is closed. */
    public final class Dropping implements AutoCloseable {
        private final List<String> iptables;
        private final String chain;
        private final List<String> rule;

        private Dropping(String member, Direction direction, double probability) {
            this.chain = direction.chain;
            this.iptables = new ArrayList<>(wrapper(member));
            this.iptables.addAll(List.of("iptables", "-w"));
            this.rule = new ArrayList<>(List.of(direction.end, redisAddress()));
            if (probability < 1) {
                rule.addAll(List.of("-m", "statistic", "--mode", "random", "--probability"));
                rule.add(String.format(Locale.ROOT, "%.4f", probability));
            }
            rule.addAll(List.of("-j", "DROP"));
            change("-A");
        }

        /** How many packets it has dropped. */
        public long packets() {
            return run(iptables, "-vxnL", chain)
                    .lines()
                    .filter(line -> line.contains("DROP"))
                    .mapToLong(line -> new Scanner(line).nextLong())
                    .sum();
        }

        /** Lets packets through again. */
        @Override
        public void close() {
            change("-D");
        }

        private void change(String how) {
            var command = new ArrayList<>(iptables);
            command.addAll(List.of(how, chain));
            command.addAll(rule);
            run(command);
        }
    }
}
