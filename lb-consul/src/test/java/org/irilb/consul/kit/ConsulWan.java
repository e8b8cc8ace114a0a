package org.irilb.consul.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.irilb.core.kit.Await;

/**
 * Two datacenters of Consul, {@code dc1} and {@code dc2}, of one server each, that know of each other; on addresses of
 * the loopback interface that are drawn each time, so that all have Consul's usual ports. One thread's.
 */
public final class ConsulWan implements AutoCloseable {

    private final Path home;
    private final String network = "127." + octet() + "." + octet() + ".";
    private final ConsulProcess first;
    private final ConsulProcess second;

    private ConsulWan(Path home) {
        this.home = home;
        first = server(1, 2);
        second = server(2, 1);
    }

    /** Starts both and waits until each can ask the other; skips the test where there is no consul. */
    public static ConsulWan start(Path home) {
        ConsulWan wan = new ConsulWan(home);
        try {
            wan.awaitReady();
        } catch (RuntimeException | Error e) {
            wan.close();
            throw e;
        }
        return wan;
    }

    private static int octet() {
        return ThreadLocalRandom.current().nextInt(2, 255);
    }

    private String host(int number) {
        return network + number;
    }

    private ConsulProcess server(int number, int other) {
        return new ConsulProcess(
                directory("dc" + number),
                "http://" + host(number) + ":8500",
                """
                { "server": true, "bootstrap_expect": 1, "datacenter": "dc%d", "node_name": "server-%1$d",
                  "bind_addr": "%2$s", "client_addr": "%2$s", "retry_join_wan": ["%3$s"], "retry_interval_wan": "1s",
                  "disable_update_check": true, "performance": { "raft_multiplier": 1 },
                  "ports": { "dns": -1, "grpc": -1 }
                """.formatted(number, host(number), host(other)),
                List.of());
    }

    private Path directory(String name) {
        try {
            return Files.createDirectory(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ConsulProcess first() {
        return first;
    }

    public ConsulProcess second() {
        return second;
    }

    /** Waits until each answers for the other. */
    public void awaitReady() {
        if (!Await.upTo(Await.PATIENCE, () -> answers(first, "dc2") && answers(second, "dc1"))) {
            throw new IllegalStateException("no WAN: " + ask(first, "dc2") + ", " + ask(second, "dc1"));
        }
    }

    private static boolean answers(ConsulProcess agent, String datacenter) {
        return ask(agent, datacenter).isOk();
    }

    private static ConsulProcess.Reply ask(ConsulProcess agent, String datacenter) {
        return agent.send("GET", "/v1/health/service/iri?dc=" + datacenter, "", "");
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
