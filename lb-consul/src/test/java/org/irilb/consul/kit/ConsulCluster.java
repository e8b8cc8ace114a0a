package org.irilb.consul.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.kit.Await;

/**
 * Three servers and a client agent in a network namespace of its own, so that the network between them can be cut; on
 * fixed addresses, for which the JVM itself has to run in a network namespace of its own, as root of it. One thread's.
 */
public final class ConsulCluster implements AutoCloseable {

    /** May do everything. */
    public static final String MASTER = "11111111-1111-1111-1111-111111111111";

    private static final String AGENT_HTTP = "10.77.2.2";
    private static final String AGENT_CLUSTER = "10.77.1.2";
    private static final String ACL = """
            "acl": { "enabled": true, "default_policy": "%s", "token_ttl": "1s",
                     "tokens": { "master": "%2$s", "agent": "%2$s" } },
            """;

    private final Path home;
    private final Namespace namespace;
    private final List<ConsulProcess> servers = new ArrayList<>();
    private final ConsulProcess client;

    /** @param policy of ACLs: {@code allow} or {@code deny} */
    public ConsulCluster(Path home, String policy) {
        this.home = home;
        run("ip", "addr", "replace", "127.0.0.1/8", "dev", "lo");
        for (int i = 1; i <= 3; i++) {
            run("ip", "addr", "replace", server(i) + "/32", "dev", "lo");
        }
        namespace = new Namespace();
        namespace.link("cluster", "10.77.1.1", AGENT_CLUSTER);
        namespace.link("http", "10.77.2.1", AGENT_HTTP);
        namespace.run("ip", "route", "add", "10.77.0.0/24", "via", "10.77.1.1");
        String acl = ACL.formatted(policy, MASTER);
        for (int i = 1; i <= 3; i++) {
            servers.add(new ConsulProcess(
                    directory("server-" + i),
                    "http://" + server(i) + ":8500",
                    """
                    { %s "server": true, "bootstrap_expect": 3, "node_name": "server-%d", "bind_addr": "%s",
                      "client_addr": "%3$s", "retry_join": ["10.77.0.1", "10.77.0.2", "10.77.0.3"],
                      "retry_interval": "1s", "disable_update_check": true, "performance": { "raft_multiplier": 1 },
                      "ports": { "serf_wan": -1, "dns": -1, "grpc": -1 }
                    """.formatted(acl, i, server(i)),
                    List.of()));
        }
        client = new ConsulProcess(
                directory("client"),
                "http://" + AGENT_HTTP + ":8500",
                """
                { %s "server": false, "node_name": "client", "bind_addr": "%s", "client_addr": "%s",
                  "retry_join": ["10.77.0.1", "10.77.0.2", "10.77.0.3"], "retry_interval": "1s",
                  "enable_script_checks": true, "disable_update_check": true,
                  "ports": { "dns": -1, "grpc": -1 }
                """.formatted(acl, AGENT_CLUSTER, AGENT_HTTP),
                namespace.prefix());
        awaitReady();
    }

    private static String server(int number) {
        return "10.77.0." + number;
    }

    private Path directory(String name) {
        try {
            return Files.createDirectory(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whom the balancer asks. */
    public ConsulProcess client() {
        return client;
    }

    public List<ConsulProcess> servers() {
        return servers;
    }

    /** The server that leads; there has to be one. */
    public ConsulProcess leader() {
        String leader =
                servers.get(0).send("GET", "/v1/status/leader", "", MASTER).body();
        for (int i = 1; i <= 3; i++) {
            if (leader.contains(server(i) + ":")) {
                return servers.get(i - 1);
            }
        }
        throw new IllegalStateException("no leader: " + leader);
    }

    /** Whether the leader answers what the client agent asks. */
    public boolean isReady() {
        return client.send("GET", "/v1/health/service/iri?consistent", "", MASTER)
                .isOk();
    }

    public void awaitReady() {
        if (!Await.upTo(Duration.ofSeconds(90), this::isReady)) {
            throw new IllegalStateException(
                    "no cluster: " + client.send("GET", "/v1/health/service/iri?consistent", "", MASTER));
        }
    }

    /** Parts the client agent from the servers; nobody is told. */
    public void cut() {
        run("ip", "link", "set", "cluster", "down");
    }

    public void mend() {
        run("ip", "link", "set", "cluster", "up");
    }

    static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        servers.forEach(ConsulProcess::close);
        namespace.close();
    }
}
