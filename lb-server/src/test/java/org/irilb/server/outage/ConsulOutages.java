package org.irilb.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.kit.ConsulCluster;
import org.irilb.consul.kit.ConsulProcess;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to clients while a cluster of Consul breaks in all ways we could think of, and how soon the balancer is
 * back in step. Takes minutes and a network namespace, so {@code .ci/outages} runs it, not every build.
 */
final class ConsulOutages {

    private static final int NODES = 4;
    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("outage.seconds", 60));
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AFTER_A_HANG = Duration.ofSeconds(2);

    /**
     * What came of one outage.
     *
     * @param inStep from Consul's return to the balancer's knowing what had changed
     */
    private record Row(String name, long requests, long errors, Duration inStep, Duration limit, String said) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %-46s | %8d | %6d | %7d ms | %-4s | %s |",
                    name,
                    requests,
                    errors,
                    inStep.toMillis(),
                    inStep.compareTo(limit) <= 0 ? "yes" : "LATE",
                    said);
        }
    }

    @TempDir
    private Path dir;

    private final List<Row> rows = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private ConsulCluster cluster;
    private LoadBalancer balancer;
    private ConsulSource source;
    private Load load;
    private int changes;

    @AfterEach
    void end() throws Exception {
        closeAll();
    }

    private void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        open.clear();
    }

    @Test
    void nothingThatHappensToConsulHurtsAClient() throws Exception {
        start("allow", new ConsulToken.None());
        ConsulProcess client = cluster.client();
        outage("agent killed, restarted after 5 s", SOON, client::kill, seconds(5), client::start, true);
        ConsulProcess leader = cluster.leader();
        outage("leader killed, no return", SOON, leader::kill, Duration.ZERO, () -> {}, false);
        leader.start();
        outage(
                "all servers killed for " + LONG.toSeconds() + " s",
                SOON,
                () -> cluster.servers().forEach(ConsulProcess::kill),
                LONG,
                () -> cluster.servers().forEach(ConsulProcess::start),
                false);
        outage("agent cut off from the servers for 15 s", SOON, cluster::cut, seconds(15), cluster::mend, true);
        outage("agent hangs for 10 s", AFTER_A_HANG, client::freeze, seconds(10), client::thaw, true);
        outage(
                "all servers hang for 10 s",
                AFTER_A_HANG,
                () -> cluster.servers().forEach(ConsulProcess::freeze),
                seconds(10),
                () -> cluster.servers().forEach(ConsulProcess::thaw),
                false);
        outage(
                "all data lost, index from 1",
                SOON,
                () -> {
                    cluster.servers().forEach(ConsulProcess::kill);
                    cluster.servers().forEach(ConsulProcess::wipe);
                },
                seconds(2),
                () -> cluster.servers().forEach(ConsulProcess::start),
                false);
        closeAll();
        token();
        print();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.errors()).as(row.name()).isZero());
    }

    private void token() throws IOException {
        Path file = Files.writeString(dir.resolve("token"), ConsulCluster.MASTER);
        start("deny", new ConsulToken.InFile(file));
        String first = createToken("first");
        Files.writeString(file, first);
        outage(
                "token deleted, replaced after 10 s",
                SOON,
                () -> ok(cluster.client().send("DELETE", "/v1/acl/token/" + accessor, "", ConsulCluster.MASTER)),
                seconds(10),
                () -> write(file, createToken("second")),
                true);
        outage(
                "token without rights (200, empty list) for 10 s",
                SOON,
                () -> write(file, blindToken()),
                seconds(10),
                () -> write(file, ConsulCluster.MASTER),
                true);
    }

    private String accessor = "";

    private String createToken(String name) {
        String rules =
                "service_prefix \\\"\\\" { policy = \\\"read\\\" } node_prefix \\\"\\\" { policy = \\\"read\\\" }";
        String policy = "{\"Name\": \"" + name + "\", \"Rules\": \"" + rules + "\"}";
        // the servers begin in the mode of old versions
        Await.until(
                "policies can be made",
                () -> cluster.client()
                        .send("PUT", "/v1/acl/policy", policy, ConsulCluster.MASTER)
                        .isOk());
        return token("{\"Policies\": [{\"Name\": \"" + name + "\"}]}");
    }

    private String blindToken() {
        return token("{}");
    }

    private String token(String description) {
        String made = ok(cluster.client().send("PUT", "/v1/acl/token", description, ConsulCluster.MASTER));
        accessor = field("AccessorID", made);
        return field("SecretID", made);
    }

    private static String field(String name, String json) {
        return json.replaceAll("(?s).*\"" + name + "\": ?\"([^\"]+)\".*", "$1");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String policy, ConsulToken token) throws IOException {
        cluster = opened(new ConsulCluster(Files.createDirectory(dir.resolve(policy)), policy));
        balancer = opened(
                LoadBalancer.start(Setup.standard().withMaxConnections(1_000).config()));
        ConsulAccess access =
                new ConsulAccess(List.of(ConsulAddress.parse(cluster.client().address())), token, ConsulTls.STANDARD);
        source = opened(ConsulSource.start(ConsulSettings.of(access, "iri"), balancer::updateNodes));
        for (int i = 0; i < NODES; i++) {
            register(opened(Origin.answering("{}")));
        }
        Await.until("all nodes serve", () -> usable() == NODES);
        load = opened(new Load(balancer.address(Setup.LISTENER), 4));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private void register(Origin node) {
        String id = "127.0.0.1:" + node.port();
        ok(cluster.client()
                .send("PUT", "/v1/agent/service/register", """
                { "ID": "%s", "Name": "iri", "Tags": ["haproxy.maxconn=8"], "Address": "127.0.0.1", "Port": %d,
                  "Check": { "CheckID": "%s-check", "Name": "API", "Args": ["/bin/true"], "Interval": "2s",
                             "Status": "passing" } }
                """.formatted(id, node.port(), id), ConsulCluster.MASTER));
    }

    private static String ok(ConsulProcess.Reply reply) {
        if (!reply.isOk()) {
            throw new IllegalStateException(reply.toString());
        }
        return reply.body();
    }

    /** @param meanwhile whether something changes in Consul while the balancer can't see it; else right afterwards */
    private void outage(String name, Duration limit, Runnable fault, Duration lasts, Runnable heal, boolean meanwhile) {
        Await.until("all is well", () -> !source.status().get(0).stale() && usable() == NODES);
        long requests = load.requests();
        long errors = load.errors();
        fault.run();
        String change = meanwhile ? change() : "";
        StringBuilder said = new StringBuilder();
        Await.upTo(lasts, () -> saw(said));
        heal.run();
        Await.upTo(Duration.ofSeconds(120), () -> saw(said) || cluster.isReady());
        long back = System.nanoTime();
        if (!meanwhile) {
            change = change();
            back = System.nanoTime();
        }
        String awaited = change;
        if (!Await.upTo(Duration.ofSeconds(90), () -> saw(said) || isKnown(awaited))) {
            throw new AssertionError(name + ": never back in step: " + source.status());
        }
        Duration inStep = Duration.ofNanos(System.nanoTime() - back);
        Await.upTo(
                Duration.ofSeconds(90),
                () -> saw(said)
                        || !source.status().get(0).stale()
                                && source.status().get(0).held().isEmpty()
                                && usable() == NODES);
        rows.add(new Row(name, load.requests() - requests, load.errors() - errors, inStep, limit, said.toString()));
        System.out.println(rows.get(rows.size() - 1) + " " + load.firstErrors());
        forget(change);
    }

    /** Notes what the balancer says of Consul, each thing once. */
    private boolean saw(StringBuilder said) {
        ConsulStatus status = source.status().get(0);
        status.kind().ifPresent(kind -> note(said, kind.word()));
        if (!status.held().isEmpty()) {
            note(said, "losses held");
        }
        return false;
    }

    private static void note(StringBuilder said, String word) {
        if (said.indexOf(word) < 0) {
            said.append(said.isEmpty() ? "" : ", ").append(word);
        }
    }

    /** Registers a node without weight at a server that runs; returns its ID once that is committed. */
    private String change() {
        String id = "change-" + ++changes;
        String body =
                "{ \"ID\": \"%s\", \"Name\": \"iri\", \"Tags\": [\"haproxy.weight=0\"], \"Address\": \"127.0.0.1\", \"Port\": 1 }"
                        .formatted(id);
        Await.until("it is committed", () -> {
            for (ConsulProcess server : cluster.servers()) {
                if (server.send("PUT", "/v1/agent/service/register", body, ConsulCluster.MASTER)
                                .isOk()
                        && server.send("GET", "/v1/health/service/iri?consistent", "", ConsulCluster.MASTER)
                                .body()
                                .contains(id)) {
                    return true;
                }
            }
            return false;
        });
        return id;
    }

    private void forget(String id) {
        for (ConsulProcess server : cluster.servers()) {
            server.send("PUT", "/v1/agent/service/deregister/" + id, "", ConsulCluster.MASTER);
        }
        Await.until("it is forgotten", () -> !isKnown(id));
    }

    private boolean isKnown(String id) {
        return servers().stream().anyMatch(server -> server.name().equals(id));
    }

    private long usable() {
        return servers().stream().filter(ServerStatus::usable).count();
    }

    private List<ServerStatus> servers() {
        return balancer.status().pools().get(0).servers();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private void print() {
        System.out.println();
        System.out.println(
                "| outage                                         | requests | errors |    in step | soon | meanwhile |");
        System.out.println(
                "|------------------------------------------------|---------:|-------:|-----------:|------|-----------|");
        rows.forEach(System.out::println);
    }
}
