package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.POW;
import static org.irilb.core.faults.Requests.assertOwn;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AbuseConfig.Budget;
import org.irilb.core.config.AbuseConfig.CommandRate;
import org.irilb.core.config.AbuseConfig.Manner;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.ConfigDraft;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.SourceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sources that ask for too much, from several addresses of this machine. */
@Execution(ExecutionMode.CONCURRENT)
final class SourceLimitsTest {

    private static final String GREEDY = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final String WHITELISTED = "127.0.0.9";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Optional<Rate> TEN = Optional.of(new Rate(10, LONG));
    private static final Optional<Rate> ANY = Optional.empty();

    private static AbuseConfig abuse(Optional<Rate> connections, Optional<Rate> requests, Duration ban) {
        return new AbuseConfig(
                ANY,
                connections,
                requests,
                Optional.empty(),
                List.of(),
                ban,
                Manner.DENY,
                LONG,
                Optional.empty(),
                1000);
    }

    private static AbuseConfig told(Manner manner, Duration delay) {
        return new AbuseConfig(ANY, TEN, ANY, Optional.empty(), List.of(), LONG, manner, delay, Optional.empty(), 1000);
    }

    private static AbuseConfig atATime(int limit) {
        return new AbuseConfig(
                ANY, ANY, ANY, Optional.of(limit), List.of(), Duration.ZERO, Manner.DENY, LONG, Optional.empty(), 1000);
    }

    private static Rig rig(AbuseConfig abuse, Origin node) {
        return rig(Setup.standard().with(abuse), node);
    }

    private static Rig rig(Setup setup, Origin node) {
        return Rig.start(setup, Setup.node(node.port(), 1, 100));
    }

    private static Wire connect(Rig rig, String from) {
        return Wire.connect(rig.balancer().address(Setup.LISTENER), from);
    }

    private static int ask(Wire client) {
        return client.post(NODE_INFO).readAnswer().status();
    }

    /** Sends as many requests as are fine. */
    private static void exhaust(Wire client, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(ask(client)).isEqualTo(200);
        }
    }

    private static void assertClosedAtOnce(Rig rig, String from) {
        long before = deniedConnections(rig);
        try (Wire client = connect(rig, from)) {
            assertThat(client.isReset()).isTrue();
            assertThat(client.received()).isEmpty();
        } catch (Wire.WireException e) {
            assertThat(e).hasMessageContaining("reset"); // before it was connected
        }
        assertThat(deniedConnections(rig)).isEqualTo(before + 1);
    }

    private static long deniedConnections(Rig rig) {
        return rig.status().listeners().get(0).counters().sum(Counter.DENIED_CONNECTIONS);
    }

    private static int running(Rig rig, String address) {
        return rig.balancer().sources().stream()
                .filter(source -> source.source().equals(address))
                .mapToInt(SourceStatus::running)
                .sum();
    }

    private static SourceStatus source(Rig rig, String address) {
        return rig.balancer().sources().stream()
                .filter(source -> source.source().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @OnEachTransport
    void whoAsksTooOftenIsToldOnceAndThenShutOut(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).with(abuse(TEN, ANY, LONG));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire greedy = connect(rig, GREEDY);
                Wire other = connect(rig, OTHER)) {
            exhaust(greedy, 10);
            Wire.Message answer = greedy.post(NODE_INFO).readAnswer();
            assertOwn(answer, 429);
            assertThat(answer.field("Retry-After")).hasValue("3600");
            assertThat(answer.field("Connection")).hasValue("close");
            assertThat(greedy.isEnded()).isTrue();
            assertClosedAtOnce(rig, GREEDY);
            exhaust(other, 10);
            assertThat(node.requests()).hasSize(20);
            assertThat(rig.status().sources().banned()).isOne();
            greedy.hangUp();
            other.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void connectionsThatAreOpenWhenTheBanBeginsAreToldEachAndEnd(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).with(abuse(TEN, ANY, LONG));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire idle = connect(rig, GREEDY);
                Wire greedy = connect(rig, GREEDY)) {
            exhaust(idle, 1);
            exhaust(greedy, 9);
            assertThat(ask(greedy)).isEqualTo(429);
            assertOwn(idle.post(NODE_INFO).readAnswer(), 429);
            assertThat(idle.isEnded()).isTrue();
        }
    }

    @Test
    void connectionsOfAllLoopsAreCountedTogether() {
        Setup setup = Setup.standard().withWorkers(3).with(abuse(ANY, TEN, LONG));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node)) {
            for (int i = 0; i < 11; i++) { // HAProxy counts a request only behind its rule
                try (Wire client = connect(rig, GREEDY)) {
                    assertThat(ask(client)).isEqualTo(200);
                }
            }
            try (Wire client = connect(rig, GREEDY)) {
                assertThat(ask(client)).isEqualTo(429);
            }
        }
    }

    @Test
    void connectionsThatAskForNothingCountToo() {
        List<Wire> idle = new ArrayList<>();
        try (Origin node = Origin.answering("1");
                Rig rig = rig(abuse(TEN, ANY, LONG), node)) {
            for (int i = 0; i < 11; i++) {
                idle.add(connect(rig, GREEDY));
            }
            Await.until("it is banned", () -> rig.status().sources().banned() == 1);
            assertClosedAtOnce(rig, GREEDY);
            assertThat(ask(idle.get(10))).isEqualTo(429);
            idle.forEach(Wire::hangUp);
            rig.awaitQuiet(node);
        }
    }

    @Test
    void aBanEndsByItself() {
        try (Origin node = Origin.answering("1");
                Rig rig = rig(
                        abuse(ANY, Optional.of(new Rate(3, Duration.ofSeconds(1))), Duration.ofMillis(500)), node)) {
            try (Wire greedy = connect(rig, GREEDY)) {
                for (int i = 0; i < 20; i++) {
                    greedy.post(NODE_INFO);
                }
                assertThat(greedy.readToEnd()).contains("HTTP/1.1 429 ");
            }
            Await.until("it is served again", () -> {
                try (Wire back = connect(rig, GREEDY)) {
                    return ask(back) == 200;
                } catch (Wire.WireException e) {
                    return false;
                }
            });
            assertThat(deniedConnections(rig)).isPositive();
            assertThat(source(rig, GREEDY).bans()).isPositive();
        }
    }

    @Test
    void anOperatorEndsABan() throws UnknownHostException {
        try (Origin node = Origin.answering("1");
                Rig rig = rig(abuse(TEN, ANY, LONG), node);
                Wire greedy = connect(rig, GREEDY)) {
            exhaust(greedy, 10);
            assertThat(ask(greedy)).isEqualTo(429);
            rig.balancer().forgetSource(InetAddress.getByName(GREEDY));
            try (Wire back = connect(rig, GREEDY)) {
                exhaust(back, 10);
            }
        }
    }

    @Test
    void whoIsWhitelistedMayAskForEverThoughAllOthersAreBanned() {
        try (Origin node = Origin.answering("1");
                Rig rig = rig(abuse(TEN, TEN, LONG), node);
                Wire friend = connect(rig, WHITELISTED)) {
            exhaust(friend, 100);
            assertThat(rig.balancer().sources()).isEmpty();
        }
    }

    @Test
    void aNewWhitelistCountsFromTheNextRequestOn() throws UnknownHostException {
        Setup strict = Setup.standard().with(abuse(TEN, ANY, LONG));
        AddressBlock greedy = AddressBlock.of(InetAddress.getByName(GREEDY));
        Setup friendly = strict.with(strict.rules().with(RuleLists.whitelisting(List.of(greedy))));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(strict, node);
                Wire client = connect(rig, GREEDY)) {
            exhaust(client, 5);
            adopt(rig, friendly);
            exhaust(client, 100);
            adopt(rig, strict);
            exhaust(client, 5);
            assertThat(ask(client)).isEqualTo(429);
        }
    }

    private static void adopt(Rig rig, Setup setup) {
        long before = rig.status().snapshotVersion();
        rig.balancer().applyConfig(setup.config());
        Await.until("it is adopted", () -> rig.status().snapshotVersion() > before);
    }

    @OnEachTransport
    void noMoreRequestsAtATimeThanTheLimitOverAllConnections(TransportChoice transport) {
        List<Wire> clients = new ArrayList<>();
        try (Origin node = Origin.holding("1");
                Rig rig = rig(Setup.standard().with(transport).with(atATime(3)), node)) {
            for (int i = 1; i <= 3; i++) {
                int running = i;
                clients.add(connect(rig, GREEDY).post(NODE_INFO));
                Await.until("it runs", () -> running(rig, GREEDY) == running);
            }
            try (Wire fourth = connect(rig, GREEDY);
                    Wire other = connect(rig, OTHER)) {
                Wire.Message answer = fourth.post(NODE_INFO).readAnswer();
                assertOwn(answer, 429);
                assertThat(answer.field("Retry-After")).hasValue("1");
                other.post(NODE_INFO);
                node.goOn();
                clients.forEach(
                        client -> assertThat(client.readAnswer().status()).isEqualTo(200));
                Await.until("all are answered", () -> running(rig, GREEDY) == 0);
                assertThat(ask(fourth)).isEqualTo(200);
                assertThat(other.readAnswer().status()).isEqualTo(200);
            }
            clients.forEach(Wire::hangUp);
            rig.awaitQuiet(node);
        }
    }

    @Test
    void whatHasCostTooMuchIsRefusedUntilTheBudgetIsFullAgainAndNobodyIsBanned() {
        AbuseConfig tight = new AbuseConfig(
                ANY,
                ANY,
                ANY,
                Optional.empty(),
                List.of(),
                LONG,
                Manner.DENY,
                LONG,
                Optional.of(new Budget(new Rate(100, LONG), 400)),
                1000);
        String twoTransactions = "{\"command\":\"attachToTangle\",\"minWeightMagnitude\":14,\"trytes\":[\"A\",\"B\"]}";
        try (Origin node = Origin.answering("1");
                Rig rig = rig(tight, node);
                Wire client = connect(rig, GREEDY);
                Wire other = connect(rig, OTHER)) {
            assertThat(client.post(twoTransactions).readAnswer().status()).isEqualTo(200);
            exhaust(client, 100);
            Wire.Message answer = client.post(twoTransactions).readAnswer();
            assertOwn(answer, 429);
            assertThat(Integer.parseInt(answer.field("Retry-After").orElseThrow()))
                    .isBetween(3500, 3600);
            exhaust(client, 100);
            assertThat(ask(client)).isEqualTo(429);
            assertThat(other.post(twoTransactions).readAnswer().status()).isEqualTo(200);
            assertThat(rig.status().sources().banned()).isZero();
            assertThat(source(rig, OTHER).tokens()).isEqualTo(200);
        }
    }

    @OnEachTransport
    void aGreedySourceMayBeCutOffWithoutAWord(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).with(told(Manner.CLOSE, LONG));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire greedy = connect(rig, GREEDY)) {
            exhaust(greedy, 10);
            greedy.forget();
            assertThat(greedy.post(NODE_INFO).isReset()).isTrue();
            assertThat(greedy.received()).isEmpty();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aGreedySourceMayBeMadeToWaitForItsRefusal(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).with(told(Manner.TARPIT, Duration.ofMillis(300)));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire greedy = connect(rig, GREEDY)) {
            exhaust(greedy, 10);
            greedy.post(NODE_INFO);
            Await.until("it waits", () -> deniedRequests(rig) == 1);
            assertOwn(greedy.readAnswer(), 429);
            assertThat(greedy.isEnded()).isTrue();
            greedy.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void whoLeavesWhileItWaitsForItsRefusalIsForgotten(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).with(told(Manner.TARPIT, LONG));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire greedy = connect(rig, GREEDY)) {
            exhaust(greedy, 10);
            greedy.post(NODE_INFO);
            Await.until("it waits", () -> deniedRequests(rig) == 1);
            greedy.reset();
            rig.awaitQuiet(node);
        }
    }

    private static long deniedRequests(Rig rig) {
        return rig.status().listeners().get(0).counters().sum(Counter.DENIED_REQUESTS);
    }

    /** Its size is a part of the rules, so the table is another one; what runs is counted where it began. */
    @Test
    void aTableOfAnotherSizeBeginsEmpty() {
        Setup small = Setup.standard().with(abuse(TEN, ANY, LONG));
        Setup large = Setup.standard()
                .with(new AbuseConfig(
                        ANY, TEN, ANY, Optional.empty(), List.of(), LONG, Manner.DENY, LONG, Optional.empty(), 2000));
        try (Origin node = Origin.holding("1");
                Rig rig = rig(small, node);
                Wire client = connect(rig, GREEDY)) {
            client.post(NODE_INFO);
            Await.until("it runs", () -> running(rig, GREEDY) == 1);
            adopt(rig, large);
            assertThat(rig.balancer().sources()).isEmpty();
            node.goOn();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            exhaust(client, 10);
            assertThat(ask(client)).isEqualTo(429);
            assertThat(rig.status().sources().size()).isEqualTo(2000);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void aSingleCommandMayHaveItsOwnRateThatOnlyRefuses() {
        AbuseConfig abuse = new AbuseConfig(
                ANY,
                ANY,
                ANY,
                Optional.empty(),
                List.of(new CommandRate(List.of("ATTACHtotangle", "getTips"), new Rate(2, LONG))),
                LONG,
                Manner.DENY,
                LONG,
                Optional.empty(),
                1000);
        try (Origin node = Origin.answering("1");
                Rig rig = rig(abuse, node);
                Wire client = connect(rig, GREEDY);
                Wire other = connect(rig, OTHER)) {
            assertThat(client.post(POW).readAnswer().status()).isEqualTo(200);
            assertThat(client.post("{\"command\":\"gettips\"}").readAnswer().status())
                    .isEqualTo(200);
            Wire.Message answer = client.post(POW).readAnswer();
            assertOwn(answer, 429);
            assertThat(answer.field("Retry-After")).hasValue("3600");
            exhaust(client, 10);
            assertThat(other.post(POW).readAnswer().status()).isEqualTo(200);
            assertThat(rig.status().sources().banned()).isZero();
        }
    }

    @OnEachTransport
    void behindTheProxyProtocolTheClientsAreTheSources(TransportChoice transport) {
        BalancerConfig direct =
                Setup.standard().with(transport).with(abuse(TEN, ANY, LONG)).config();
        List<ListenerConfig> proxied = List.of(new ListenerConfig(Setup.LISTENER, "127.0.0.1", 0, true, 100));
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(with(proxied, direct.rules(), direct), Setup.node(node.port(), 1, 100));
                Wire greedy = connect(rig, GREEDY);
                Wire other = connect(rig, GREEDY)) {
            greedy.send("PROXY TCP6 2001:db8:1:2::7 ::1 4711 443\r\n");
            exhaust(greedy, 10);
            assertThat(ask(greedy)).isEqualTo(429);
            try (Wire neighbour = connect(rig, GREEDY)) {
                neighbour.send("PROXY TCP6 2001:db8:1:2:ffff::1 ::1 4711 443\r\n");
                assertThat(neighbour.isReset()).isTrue();
            }
            other.send("PROXY TCP6 2001:db8:1:3::7 ::1 4711 443\r\n");
            exhaust(other, 10);
            assertThat(source(rig, "2001:db8:1:2:0:0:0:0/64").bans()).isOne();
            greedy.hangUp();
            other.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static BalancerConfig with(List<ListenerConfig> listeners, RulesConfig rules, BalancerConfig config) {
        return ConfigDraft.changed(config, draft -> {
            draft.listeners = listeners;
            draft.rules = rules;
        });
    }

    /** Whoever is refused must not cost others the proxy's connection, however rude the rules are. */
    @Test
    void behindATrustedProxyTheClientsAreTheSourcesRequestByRequest() {
        Setup setup = Setup.standard().with(told(Manner.CLOSE, LONG));
        setup = setup.with(setup.rules().withTrustedProxies(List.of(AddressBlock.of(address(GREEDY)))));
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire proxy = connect(rig, GREEDY)) {
            for (int i = 0; i < 10; i++) {
                assertThat(askFor(proxy, "192.0.2.1")).isEqualTo(200);
                assertThat(askFor(proxy, "192.0.2.2")).isEqualTo(200);
            }
            assertThat(askFor(proxy, "192.0.2.1")).isEqualTo(429);
            assertThat(askFor(proxy, "192.0.2.1")).isEqualTo(429);
            assertThat(askFor(proxy, "192.0.2.3")).isEqualTo(200);
            assertThat(rig.balancer().sources())
                    .extracting(SourceStatus::source)
                    .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "192.0.2.3");
            proxy.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static int askFor(Wire proxy, String client) {
        return proxy.send(Wire.request(NODE_INFO).replace("\r\n\r\n", "\r\nX-Forwarded-For: " + client + "\r\n\r\n"))
                .readAnswer()
                .status();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Nothing else asks for the command, so that only the budget has the body read. */
    @Test
    void aBudgetHasCommandsReadWhereNothingElseDoes() {
        BalancerConfig streaming = Setup.standard().configWithoutCommands();
        RulesConfig rules = RulesConfig.OFF.with(AbuseConfig.OFF.with(Optional.of(new Budget(new Rate(1, LONG), 150))));
        BalancerConfig config = with(streaming.listeners(), rules, streaming);
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(config, Setup.node(node.port(), 1, 10));
                Wire client = connect(rig, GREEDY)) {
            String work = "{\"command\":\"attachToTangle\",\"minWeightMagnitude\":14,\"trytes\":[\"A\"]}";
            assertThat(client.post(work).readAnswer().status()).isEqualTo(200);
            assertThat(client.post(work).readAnswer().status()).isEqualTo(429);
        }
    }
}
