package org.irilb.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Random changes in a real Consul while wallets ask: none of them notices, each change takes effect with one read at
 * most, and how soon is printed. {@code -Dconsul.changes=1000} makes more of them, {@code -Dconsul.seed=N} the same.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ConsulChangesTest {

    private static final int CHANGES = Integer.getInteger("consul.changes", 150);
    private static final long SEED = Long.getLong("consul.seed", System.nanoTime());
    private static final int NODES = 6;
    private static final long LOOK_NANOS = 200_000;

    /** A node as we have told it to Consul. */
    private record Told(int weight, int maxInFlight, String check, boolean maintenance) {

        static final Told FRESH = new Told(1, 8, "passing", false);

        boolean serves() {
            return !maintenance && !check.equals("critical");
        }

        boolean isShownBy(ServerStatus server) {
            return server.usable() == serves()
                    && server.weight() == weight
                    && server.limit() == maxInFlight
                    && server.reason().isEmpty() == (check.equals("passing") && !maintenance);
        }
    }

    private final Random random = new Random(SEED);
    private final Map<Integer, Told> told = new HashMap<>();
    private final List<Origin> origins = new ArrayList<>();

    @Test
    void manyChangesAreNoticedByNobodyAndTakeEffectAtOnce() {
        System.out.println("seed " + SEED);
        long[] sinceSent = new long[CHANGES];
        long[] sinceCommitted = new long[CHANGES];
        try (ConsulAgent consul = ConsulAgent.start();
                LoadBalancer balancer = LoadBalancer.start(
                        Setup.standard().withMaxConnections(1_000).config());
                ConsulSource source = ConsulSource.start(
                        ConsulSettings.of(ConsulAccess.to(ConsulAddress.parse(consul.address())), "iri"),
                        balancer::updateNodes)) {
            for (int i = 0; i < NODES; i++) {
                origins.add(Origin.answering("{}"));
                told.put(i, Told.FRESH);
                tell(consul, i);
            }
            Await.until("all serve", () -> told.keySet().stream().allMatch(i -> isInEffect(balancer, i)));
            long reads = source.status().get(0).reads();
            long failed;
            long asked;
            try (Load load = new Load(balancer.address(Setup.LISTENER), 4)) {
                for (int i = 0; i < CHANGES; i++) {
                    int node = change();
                    long sent = System.nanoTime();
                    tell(consul, node);
                    long committed = System.nanoTime();
                    long inEffect = awaitEffect(balancer, node);
                    sinceSent[i] = inEffect - sent;
                    sinceCommitted[i] = Math.max(0, inEffect - committed);
                }
                asked = load.requests();
                failed = load.errors();
                assertThat(load.firstErrors()).isEmpty();
            }
            reads = source.status().get(0).reads() - reads;
            System.out.printf(
                    Locale.ROOT, "%d changes, %d reads, %d requests, %d failed%n", CHANGES, reads, asked, failed);
            print("from the write to its effect", sinceSent);
            print("from Consul's commit to its effect", sinceCommitted);
            assertThat(failed).isZero();
            assertThat(reads).isLessThanOrEqualTo(CHANGES);
        } finally {
            origins.forEach(Origin::close);
        }
    }

    /** Changes one node, so that at least half of all still serve. */
    private int change() {
        while (true) {
            int node = random.nextInt(NODES);
            Optional<Told> before = Optional.ofNullable(told.get(node));
            Optional<Told> after = before.isEmpty() ? Optional.of(Told.FRESH) : other(before.get());
            long serving = told.entrySet().stream()
                    .filter(entry -> entry.getKey() != node && entry.getValue().serves())
                    .count();
            boolean serves = after.filter(Told::serves).isPresent();
            if (!after.equals(before) && serving + (serves ? 1 : 0) >= NODES / 2 + 1) {
                after.ifPresentOrElse(now -> told.put(node, now), () -> told.remove(node));
                return node;
            }
        }
    }

    /** Empty if it leaves. */
    private Optional<Told> other(Told now) {
        return switch (random.nextInt(6)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Told(1 + random.nextInt(9), now.maxInFlight, now.check, now.maintenance));
            case 2 -> Optional.of(new Told(now.weight, 4 + random.nextInt(9), now.check, now.maintenance));
            case 3 -> Optional.of(new Told(now.weight, now.maxInFlight, "critical", now.maintenance));
            case 4 -> Optional.of(new Told(now.weight, now.maxInFlight, now.check, !now.maintenance));
            default ->
                Optional.of(new Told(
                        now.weight, now.maxInFlight, random.nextBoolean() ? "passing" : "warning", now.maintenance));
        };
    }

    /** Through the catalog, whose answer comes when the change is committed; each is one change there. */
    private void tell(ConsulAgent consul, int node) {
        Told now = told.get(node);
        if (now == null) {
            consul.put("/v1/catalog/deregister", "{\"Node\": \"%s\"}".formatted(host(node)));
            return;
        }
        consul.put("/v1/catalog/register", """
                { "Node": "%s", "Address": "127.0.0.1",
                  "Service": { "ID": "%s", "Service": "iri", "Address": "127.0.0.1", "Port": %d,
                               "Tags": ["haproxy.weight=%d", "haproxy.maxconn=%d"] },
                  "Checks": [ { "CheckID": "api", "Name": "API", "ServiceID": "%s", "Status": "%s" },
                              { "CheckID": "_service_maintenance:x", "ServiceID": "%s", "Status": "%s" } ] }
                """.formatted(
                        host(node),
                        id(node),
                        origins.get(node).port(),
                        now.weight,
                        now.maxInFlight,
                        id(node),
                        now.check,
                        id(node),
                        now.maintenance ? "critical" : "passing"));
    }

    private static String host(int node) {
        return "host-" + node;
    }

    private String id(int node) {
        return "127.0.0.1:" + origins.get(node).port();
    }

    private long awaitEffect(LoadBalancer balancer, int node) {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (!isInEffect(balancer, node)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never in effect: " + id(node) + " " + told.get(node));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return System.nanoTime();
    }

    private boolean isInEffect(LoadBalancer balancer, int node) {
        Optional<ServerStatus> shown = balancer.status().pools().get(0).servers().stream()
                .filter(server -> server.name().equals(id(node)))
                .findFirst();
        Told now = told.get(node);
        return now == null
                ? shown.isEmpty() || shown.get().status().equals("DRAIN")
                : shown.isPresent() && now.isShownBy(shown.get());
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
