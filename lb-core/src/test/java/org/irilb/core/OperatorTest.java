package org.irilb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServerName;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.CommandStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.HealthSource;
import org.irilb.core.metrics.ListenerState;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Timings.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class OperatorTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private static Wire connect(Rig rig) {
        return Wire.connect(rig.balancer().address(Setup.LISTENER));
    }

    private static int status(Rig rig, String from, String command) {
        try (Wire client = Wire.connect(rig.balancer().address(Setup.LISTENER), from)) {
            return client.post("{\"command\":\"" + command + "\"}").readAnswer().status();
        }
    }

    /** Whether a connection is reset, be it while it is made. */
    private static boolean isTurnedAway(Rig rig, String from) {
        try (Wire client = Wire.connect(rig.balancer().address(Setup.LISTENER), from)) {
            return client.isReset();
        } catch (Wire.WireException e) {
            return !e.isSilence();
        }
    }

    private static ListenerStatus listener(Rig rig) {
        return rig.status().listeners().get(0);
    }

    private static List<ExchangeStatus> exchanges(Rig rig) {
        return rig.balancer().loops().join().stream()
                .flatMap(loop -> loop.exchanges().stream())
                .toList();
    }

    @OnEachTransport
    void aRequestIsBrokenOffByItsNumber(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 5));
                Wire killed = Wire.connect(rig.balancer().address(Setup.LISTENER), "127.0.0.2")
                        .post(NODE_INFO);
                Wire other = connect(rig).post(NODE_INFO)) {
            Await.until("both are on their way", () -> exchanges(rig).size() == 2);
            ExchangeStatus first = exchanges(rig).stream()
                    .filter(exchange ->
                            exchange.client().getAddress().getHostAddress().equals("127.0.0.2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(rig.balancer().operator().kill(first.id()).join()).isTrue();
            assertThat(killed.isReset()).isTrue();
            Await.until("it is gone", () -> exchanges(rig).size() == 1);
            assertThat(rig.balancer().operator().kill(first.id()).join()).isFalse();
            assertThat(rig.balancer().operator().kill(-1).join()).isFalse();
            assertThat(rig.balancer().operator().kill(1023).join()).isFalse();
            node.goOn();
            assertThat(other.readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void allRequestsAtAServerAreBrokenOffAndItsPlacesAreFree() {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 2));
                Wire first = connect(rig).post(NODE_INFO);
                Wire second = connect(rig).post(NODE_INFO)) {
            Await.until("both are at the node", () -> server(rig).current() == 2);
            Operator operator = rig.balancer().operator();
            operator.killAll(new ServerName(Setup.POOL, "another")).join();
            operator.killAll(new ServerName(Setup.POW_POOL, server(rig).name())).join();
            assertThat(exchanges(rig)).hasSize(2);
            operator.killAll(new ServerName(Setup.POOL, server(rig).name())).join();
            assertThat(first.isReset()).isTrue();
            assertThat(second.isReset()).isTrue();
            Await.until("the places are free", () -> server(rig).current() == 0);
        }
    }

    private static ServerStatus server(Rig rig) {
        return rig.status().pools().get(0).servers().get(0);
    }

    @OnEachTransport
    void aPausedListenerRefusesAndServesWhoIsThere(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 5));
                Wire client = connect(rig)) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            InetSocketAddress address = rig.balancer().address(Setup.LISTENER);
            Operator operator = rig.balancer().operator();
            assertThat(operator.pause(Setup.LISTENER).join()).isTrue();
            assertThat(operator.pause(Setup.LISTENER).join()).isFalse();
            assertThat(listener(rig).state()).isEqualTo(ListenerState.PAUSED);
            assertThat(rig.balancer().address(Setup.LISTENER)).isEqualTo(address);
            Await.until("the port is closed", () -> isRefused(address));
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(operator.resume(Setup.LISTENER).join()).isTrue();
            assertThat(operator.resume(Setup.LISTENER).join()).isFalse();
            assertThat(listener(rig).state()).isEqualTo(ListenerState.OPEN);
            assertThat(status(rig, "127.0.0.1", "getNodeInfo")).isEqualTo(200);
        }
    }

    private static boolean isRefused(InetSocketAddress address) {
        try {
            new Socket(address.getAddress(), address.getPort()).close();
            return false;
        } catch (IOException e) {
            return e.getMessage().contains("refused");
        }
    }

    @Test
    void aPortThatSomebodyElseHasTakenLeavesTheListenerPaused() throws Exception {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 5))) {
            Operator operator = rig.balancer().operator();
            InetSocketAddress address = rig.balancer().address(Setup.LISTENER);
            operator.pause(Setup.LISTENER).join();
            try (ServerSocket thief =
                    FreePort.again(() -> new ServerSocket(address.getPort(), 1, address.getAddress()))) {
                assertThatThrownBy(() -> operator.resume(Setup.LISTENER).join())
                        .isInstanceOf(CompletionException.class)
                        .hasMessageContaining("in use");
                assertThat(listener(rig).state()).isEqualTo(ListenerState.PAUSED);
                assertThat(thief.isBound()).isTrue();
            }
            assertThat(operator.resume(Setup.LISTENER).join()).isTrue();
            assertThat(status(rig, "127.0.0.1", "getNodeInfo")).isEqualTo(200);
        }
    }

    @Test
    void listenersThatArentThereAreNamed() {
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            assertThatThrownBy(() -> balancer.operator().pause("nope"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("listener: 'nope' (expected: one of [iri_front])");
        }
    }

    @OnEachTransport
    void limitsOfConnectionsCanBeLoweredAndTakenBack(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 5))) {
            Operator operator = rig.balancer().operator();
            operator.limitListener(Setup.LISTENER, 1);
            assertThat(listener(rig).limit()).isEqualTo(1);
            assertSecondWaitsUntil(rig, () -> operator.limitListener(Setup.LISTENER, 100));
            operator.limitConnections(OptionalInt.of(1));
            assertThat(rig.status().limits().connections()).isEqualTo(1);
            rig.balancer().changeConfig(config -> config); // another configuration doesn't take it back
            assertSecondWaitsUntil(rig, () -> operator.limitConnections(OptionalInt.empty()));
            assertThat(rig.status().limits().connections())
                    .isEqualTo(rig.status().limits().configured());
        }
    }

    private static void assertSecondWaitsUntil(Rig rig, Runnable change) {
        try (Wire first = connect(rig)) {
            assertThat(first.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            try (Wire second = connect(rig).post(NODE_INFO)) {
                assertThat(second.isSilentFor(Duration.ofMillis(50))).isTrue();
                change.run();
                assertThat(second.readAnswer().status()).isEqualTo(200);
            }
        }
        Await.until("both have left", () -> listener(rig).current() == 0);
    }

    @Test
    void connectionsBeyondTheRateComeLater() {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 5))) {
            Operator operator = rig.balancer().operator();
            operator.limitSessionRate(1000);
            operator.limitConnectionRate(2);
            assertThat(rig.status().limits().connectionRate()).isEqualTo(2);
            assertThat(rig.status().limits().sessionRate()).isEqualTo(1000);
            long beganNanos = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(status(rig, "127.0.0.1", "getNodeInfo")).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - beganNanos))
                    .as("until the third, which is let in a second after the first")
                    .isGreaterThan(Duration.ofMillis(990));
            try (Wire fourth = connect(rig).post(NODE_INFO)) {
                operator.limitConnectionRate(0);
                assertThat(fourth.readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void countersBeginAnewAndWhatIsInUseStays() {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 5));
                Wire client = connect(rig)) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(status(rig, "127.0.0.1", "getNeighbors")).isEqualTo(401);
            Await.until(
                    "one is open",
                    () -> listener(rig).current() == 1 && server(rig).idleConnections() == 1);
            assertThat(listener(rig).highest()).isEqualTo(2);

            rig.balancer().operator().clearHighest();
            assertThat(listener(rig).highest()).isEqualTo(1);
            assertThat(server(rig).highest()).isZero();
            PoolStatus pool = rig.status().pools().get(0);
            assertThat(pool.timings().highest(Phase.TOTAL)).isZero();
            assertThat(pool.counters().sum(Counter.REQUESTS)).isOne();
            assertThat(pool.timings().count()).isOne();

            AtomicInteger healthCleared = new AtomicInteger();
            rig.balancer().showHealth(new HealthSource() {
                @Override
                public NodeHealth of(String id) {
                    return NodeHealth.UNKNOWN;
                }

                @Override
                public void clearCounters() {
                    healthCleared.incrementAndGet();
                }
            });
            assertThat(pool.waits().read().count()).isOne();
            Await.until(
                    "it is timed",
                    () -> commands(rig).stream()
                            .anyMatch(command -> command.times().read().count() > 0));
            assertThat(commands(rig))
                    .anyMatch(command -> command.requests() > 0)
                    .anyMatch(command -> !command.refusals().isEmpty());

            rig.balancer().operator().clearCounters();
            assertThat(healthCleared).hasValue(1);
            assertThat(pool.waits().read().count()).isZero();
            assertThat(commands(rig))
                    .allMatch(command -> command.requests() == 0)
                    .allMatch(command -> command.refusals().isEmpty())
                    .allMatch(command -> command.times().read().count() == 0);
            assertThat(pool.counters().sum(Counter.REQUESTS)).isZero();
            assertThat(pool.timings().count()).isZero();
            assertThat(listener(rig).counters().sum(Counter.SESSIONS)).isZero();
            assertThat(server(rig).counters().sum(Counter.SESSIONS)).isZero();
            assertThat(rig.status().refusals()).allMatch(refusal -> refusal.count() == 0);
            assertThat(server(rig).idleConnections()).isOne();

            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            Await.until("it is counted", () -> pool.timings().count() == 1);
            assertThat(pool.counters().sum(Counter.REQUESTS)).isOne();
        }
    }

    private static List<CommandStatus> commands(Rig rig) {
        return rig.status().commands();
    }

    /** Of the first pool, and of its server. */
    private static List<Long> downs(Rig rig) {
        return List.of(
                rig.status().pools().get(0).outages().downs(),
                server(rig).outages().downs());
    }

    @Test
    void downsAreForgottenAndTheTimeThatTheyTookIsNot() {
        NodeConfig node = Setup.node(1, 1, 5);
        try (Rig rig = Rig.start(Setup.standard(), node)) {
            rig.balancer().updateHealth(Map.of(node.id(), new HealthVerdict(ServiceState.DOWN, "")));
            // counts are shown at once, but servers only once each loop was told
            Await.until(
                    "it is down",
                    () -> downs(rig).equals(List.of(1L, 1L)) && !server(rig).usable());
            rig.balancer().operator().clearCounters();
            assertThat(downs(rig)).containsExactly(0L, 0L);
            assertThat(server(rig).outages().downtime()).isPositive();
            rig.balancer().updateHealth(Map.of());
            Await.until("it is up", () -> server(rig).usable());
            rig.balancer().updateHealth(Map.of(node.id(), new HealthVerdict(ServiceState.DOWN, "")));
            Await.until("it is down again", () -> downs(rig).equals(List.of(1L, 1L)));
        }
    }

    @OnEachTransport
    void deniedSourcesAreTurnedAwayUnlessTheyAreWhitelisted(TransportChoice transport) throws Exception {
        AddressBlock network = new AddressBlock(InetAddress.getByName("127.0.7.0"), 24);
        AddressBlock friend = AddressBlock.of(InetAddress.getByName("127.0.7.7"));
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 5));
                Wire open = Wire.connect(rig.balancer().address(Setup.LISTENER), "127.0.7.1")) {
            assertThat(open.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            Operator operator = rig.balancer().operator();
            operator.editRules(
                            edits -> edits.withDenySources(edits.denySources().add(List.of(network))))
                    .join();
            assertThat(operator.ruleLists().denySources()).containsExactly(network);
            Wire.Message refused = open.post(NODE_INFO).readAnswer();
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("This source is not allowed");
            assertThat(open.isEnded()).isTrue();
            assertThat(isTurnedAway(rig, "127.0.7.2")).isTrue();
            assertThat(listener(rig).counters().sum(Counter.DENIED_CONNECTIONS)).isOne();
            assertThat(status(rig, "127.0.8.1", "getNodeInfo")).isEqualTo(200);
            operator.editRules(edits -> edits.withWhitelist(edits.whitelist().add(List.of(friend))))
                    .join();
            assertThat(status(rig, "127.0.7.7", "getNodeInfo")).isEqualTo(200);
            operator.editRules(
                            edits -> edits.withDenySources(edits.denySources().remove(network)))
                    .join();
            assertThat(status(rig, "127.0.7.2", "getNodeInfo")).isEqualTo(200);
        }
    }

    @Test
    void editsOutlastWhatFilesAndConfigurationsSay() throws Exception {
        AddressBlock friend = AddressBlock.of(InetAddress.getByName("127.0.9.9"));
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 5))) {
            Operator operator = rig.balancer().operator();
            operator.editRules(edits -> edits.withWhitelist(edits.whitelist().add(List.of(friend)))
                            .withDenyCommands(edits.denyCommands().add(List.of("getTips"))))
                    .join();
            assertThat(status(rig, "127.0.9.9", "addNeighbors")).isEqualTo(200);
            assertThat(status(rig, "127.0.0.1", "getTips")).isEqualTo(401);
            long before = rig.status().snapshotVersion();
            rig.balancer().updateWhitelist(List.of(new AddressBlock(InetAddress.getByName("127.0.10.0"), 24)));
            Await.until("the file is known", () -> rig.status().snapshotVersion() > before);
            assertThat(status(rig, "127.0.9.9", "addNeighbors")).isEqualTo(200);
            assertThat(status(rig, "127.0.10.1", "addNeighbors")).isEqualTo(200);
            operator.editRules(edits -> edits.withWhitelist(
                            edits.whitelist().clear(operator.ruleLists().whitelist())))
                    .join();
            assertThat(operator.ruleLists().whitelist()).isEmpty();
            assertThat(status(rig, "127.0.9.9", "addNeighbors")).isEqualTo(401);
            assertThat(status(rig, "127.0.10.1", "addNeighbors")).isEqualTo(401);
        }
    }

    @Test
    void aSourceIsBannedAndPardoned() throws Exception {
        AbuseConfig abuse = Setup.standard().config().rules().abuse();
        InetAddress source = InetAddress.getByName("127.0.5.5");
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard().with(abuse), Setup.node(node.port(), 1, 5))) {
            Operator operator = rig.balancer().operator();
            assertThat(operator.ban(source, true)).contains(true);
            assertThat(rig.balancer().sources())
                    .anyMatch(known -> known.source().equals("127.0.5.5")
                            && known.banLeft().compareTo(Duration.ZERO) > 0
                            && known.connections() == 0);
            assertThat(isTurnedAway(rig, "127.0.5.5")).isTrue();
            assertThat(operator.ban(source, false)).contains(false);
            assertThat(status(rig, "127.0.5.5", "getNodeInfo")).isEqualTo(200);
        }
        try (LoadBalancer lenient =
                LoadBalancer.start(Setup.standard().with(AbuseConfig.OFF).config())) {
            assertThat(lenient.operator().ban(source, true)).isEmpty();
        }
    }
}
