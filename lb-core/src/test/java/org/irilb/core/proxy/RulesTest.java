package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.CommandProfiles;
import org.irilb.core.config.CommandRule;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.WorkLimits;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.RefusalCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule, as clients see it. */
final class RulesTest {

    private static final String STRANGER = "127.0.0.1";
    private static final String FRIEND = "127.0.0.9";
    private static final AddressBlock GUESTS =
            new AddressBlock(Setup.block(127, 0, 1, 0).address(), 24);

    private static final RulesConfig RULES = new RulesConfig(
            Optional.of("X-IOTA-API-Version"),
            true,
            new RuleLists(
                    List.of(Setup.block(127, 0, 0, 9)),
                    List.of(),
                    List.of("getNeighbors", "addNeighbors", "removeNeighbors")),
            Optional.empty(),
            new CommandRules(
                    CommandProfiles.IRI,
                    true,
                    List.of(
                            new CommandRule(List.of("getTrytes"), List.of(), List.of(), 400, 3),
                            new CommandRule(
                                    List.of("getMissingTransactions"),
                                    List.of(GUESTS),
                                    List.of(Setup.block(127, 0, 1, 7)),
                                    CommandRule.NO_LIMIT,
                                    CommandRule.NO_LIMIT)),
                    new WorkLimits(2, 14),
                    List.of("\"reference\":\"BAD9+\"")),
            new PreflightConfig(true, Duration.ofHours(2)),
            List.of(),
            AbuseConfig.OFF);

    private Origin node;
    private Rig rig;

    @BeforeEach
    void start() {
        node = Origin.answering("{\"ok\":1}");
        rig = Rig.start(Setup.standard().with(RULES), Setup.node(node.port(), 1, 10));
    }

    @AfterEach
    void end() {
        rig.close();
        node.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "127.0.0.1 | {\"x\":1} | 400 | COMMAND parameter has not been specified in the request. | require-command",
                "127.0.0.9 | {'command':'getNodeInfo'} | 400 | Invalid JSON syntax: unexpected character at byte 1 | readable-body",
                "127.0.0.1 | {\"command\":\"Module.cmd\"} | 400 | Command [Module.cmd] is unknown | unknown-commands",
                "127.0.0.1 | {\"command\":\"\\u0061ddNeighbors\"} | 401 | COMMAND addNeighbors is not available on this node | deny-commands",
                "127.0.0.9 | {\"command\":\"getMissingTransactions\"} | 401 | COMMAND getMissingTransactions is not available on this node | commands.sources",
                "127.0.1.7 | {\"command\":\"getMissingTransactions\"} | 401 | COMMAND getMissingTransactions is not available on this node | commands.sources",
                "127.0.0.1 | {\"command\":\"getTrytes\",\"hashes\":[1,2,3,4]} | 400 | Could not complete request: longest list: 4 (expected: at most 3) | commands.max-list",
                "127.0.0.1 | {\"command\":\"attachToTangle\",\"trytes\":[1,2,3]} | 400 | Could not complete request: trytes: 3 (expected: at most 2) | attach.max-transactions",
                "127.0.0.9 | {\"command\":\"attachToTangle\",\"minWeightMagnitude\":15} | 400 | Could not complete request: minWeightMagnitude: 15 (expected: at most 14) | attach.max-magnitude",
                "127.0.0.9 | {\"command\":\"getTransactionsToApprove\",\"reference\": \"\\u0042AD99\"} | 403 | This request is not allowed | deny-bodies"
            })
    void aRefusalIsJsonThatAnyPageCanReadAndTheConnectionGoesOn(
            String source, String body, int status, String error, String rule) {
        try (Wire client = from(source)) {
            assertRefused(client.post(body).readAnswer(), status, error);
            assertThat(client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status())
                    .isEqualTo(200);
            assertThat(node.requests()).hasSize(1);
            assertThat(refusals()).isEqualTo(Map.of(rule, 1L));
            assertThat(rig.status().listeners().get(0).counters().sum(Counter.DENIED_REQUESTS))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRequestWithoutTheHeaderIsRefused() {
        try (Wire client = from(FRIEND)) {
            client.send("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 2\r\n\r\n{}");
            assertRefused(client.readAnswer(), 400, "Invalid API Version");
            assertThat(refusals()).isEqualTo(Map.of("require-header", 1L));
        }
    }

    @Test
    void aBodyThatIsTooLongForItsCommandIsRefused() {
        try (Wire client = from(FRIEND)) {
            client.post("{\"command\":\"getTrytes\",\"hashes\":[\"" + "9".repeat(400) + "\"]}");
            assertRefused(client.readAnswer(), 413, "Request too long (expected: at most 400 bytes for getTrytes)");
            assertThat(refusals()).isEqualTo(Map.of("commands.max-body", 1L));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "127.0.0.9 | {\"command\":\"addNeighbors\"}",
                "127.0.0.9 | {\"command\":\"Module.cmd\"}",
                "127.0.1.8 | {\"command\":\"getMissingTransactions\"}",
                "127.0.0.1 | {\"command\":\"getTrytes\",\"hashes\":[1,2,3]}",
                "127.0.0.1 | {\"command\":\"getBalances\",\"addresses\":[1,2,3,4]}",
                "127.0.0.1 | {\"command\":\"attachToTangle\",\"trytes\":[1,2],\"minWeightMagnitude\":14}",
                "127.0.0.1 | {\"command\":\"attachToTangle\"}",
                "127.0.0.1 | {\"command\":\"getTransactionsToApprove\",\"reference\":\"GOOD9\"}"
            })
    void whatNoRuleIsAgainstReachesANodeAsItWasSent(String source, String body) {
        try (Wire client = from(source)) {
            assertThat(client.post(body).readAnswer().status()).isEqualTo(200);
            assertThat(node.requests().get(0).body()).isEqualTo(body);
            assertThat(refusals()).isEmpty();
        }
    }

    @Test
    void preflightsAreAnsweredAsByANodeAndReachNone() {
        try (Wire client = from(STRANGER)) {
            client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\nOrigin: http://wallet.example\r\n"
                    + "Access-Control-Request-Method: POST\r\n"
                    + "Access-Control-Request-Headers: content-type,x-iota-api-version\r\n\r\n");
            Wire.Message answer = client.readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("Access-Control-Allow-Origin")).hasValue("*");
            assertThat(answer.field("Access-Control-Allow-Headers"))
                    .hasValue("User-Agent, Origin, X-Requested-With, Content-Type, Accept, X-IOTA-API-Version,"
                            + " Authorization");
            assertThat(answer.field("Access-Control-Max-Age")).hasValue("7200");
            client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\nContent-Length: 26\r\n\r\n{\"command\":\"addNeighbors\"}");
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status())
                    .isEqualTo(200);
            assertThat(node.requests()).hasSize(1);
            assertThat(rig.status().listeners().get(0).counters().sum(Counter.INTERCEPTED))
                    .isEqualTo(2);
        }
    }

    @Test
    void preflightsMayGoToANode() {
        apply(RULES.with(PreflightConfig.OFF));
        try (Wire client = from(STRANGER)) {
            client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\n\r\n");
            assertThat(client.readAnswer().body()).isEqualTo("{\"ok\":1}");
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    void aRequiredHeaderOfAnotherNameIsAllowedToPages() {
        apply(new RulesConfig(
                Optional.of("X-IOTA"),
                false,
                RuleLists.NONE,
                Optional.empty(),
                CommandRules.OFF,
                new PreflightConfig(true, Duration.ZERO),
                List.of(),
                AbuseConfig.OFF));
        try (Wire client = from(STRANGER)) {
            client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\n\r\n");
            Wire.Message answer = client.readAnswer();
            assertThat(answer.field("Access-Control-Allow-Headers").orElseThrow())
                    .endsWith(", X-IOTA");
            assertThat(answer.field("Access-Control-Max-Age")).hasValue("0");
        }
    }

    @Test
    void theWhitelistMayGrowAndShrinkWhileConnectionsAreOpen() {
        String denied = "{\"command\":\"addNeighbors\"}";
        try (Wire client = from("127.0.1.8")) {
            assertThat(client.post(denied).readAnswer().status()).isEqualTo(401);
            whitelist(List.of(GUESTS));
            assertThat(client.post(denied).readAnswer().status()).isEqualTo(200);
            whitelist(List.of());
            assertThat(client.post(denied).readAnswer().status()).isEqualTo(401);
        }
        try (Wire friend = from(FRIEND)) {
            assertThat(friend.post(denied).readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void aTrustedProxySpeaksForItsClientsEachTimeAnew() {
        apply(RULES.withTrustedProxies(List.of(Setup.block(127, 0, 0, 1))));
        try (Wire proxy = from(STRANGER)) {
            assertThat(forwarded(proxy, "127.0.0.9")).isEqualTo(200);
            assertThat(forwarded(proxy, "127.0.0.8")).isEqualTo(401);
            assertThat(forwarded(proxy, "127.0.0.9, 127.0.0.8")).isEqualTo(401); // anybody may write the first one
            assertThat(forwarded(proxy, "127.0.0.8, 127.0.0.9")).isEqualTo(200);
            assertThat(forwarded(proxy, "127.0.0.9, 127.0.0.1")).isEqualTo(200);
            assertThat(forwarded(proxy, "127.0.0.9\r\nX-Forwarded-For: 127.0.0.8"))
                    .isEqualTo(401);
            assertThat(forwarded(proxy, "127.0.0.9, who")).isEqualTo(401);
            assertThat(node.requests().get(0).fields("X-Forwarded-For")).containsExactly("127.0.0.9", "127.0.0.1");
        }
        try (Wire stranger = from("127.0.0.2")) {
            assertThat(forwarded(stranger, "127.0.0.9")).isEqualTo(401);
        }
    }

    @Test
    void clientsOfATrustedProxyAreCountedApart() {
        apply(RULES.withTrustedProxies(List.of(Setup.block(127, 0, 0, 1)))
                .with(new AbuseConfig(
                        Optional.of(new Rate(3, Duration.ofHours(1))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Duration.ZERO,
                        AbuseConfig.Manner.DENY,
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        100)));
        try (Wire proxy = from(STRANGER)) {
            for (int i = 0; i < 4; i++) { // as HAProxy counts: what exceeds is the one behind
                assertThat(forwarded(proxy, "192.0.2.1")).isEqualTo(401);
                assertThat(forwarded(proxy, "192.0.2.2")).isEqualTo(401);
            }
            assertThat(forwarded(proxy, "192.0.2.1")).isEqualTo(429);
            assertThat(forwarded(proxy, "192.0.2.2")).isEqualTo(429);
            for (int i = 0; i < 5; i++) {
                assertThat(forwarded(proxy, "192.0.2.100, 127.0.0.9")).isEqualTo(200);
                assertThat(proxy.post("{\"command\":\"getNodeInfo\"}")
                                .readAnswer()
                                .status())
                        .isEqualTo(200);
            }
            assertThat(rig.balancer().sources()).hasSize(2);
        }
        assertThat(refusals()).containsEntry("abuse.requests", 2L);
    }

    private static int forwarded(Wire proxy, String forwardedFor) {
        String request = Wire.request("{\"command\":\"addNeighbors\"}");
        return proxy.send(request.replaceFirst("\r\n", "\r\nX-Forwarded-For: " + forwardedFor + "\r\n"))
                .readAnswer()
                .status();
    }

    private void whitelist(List<AddressBlock> blocks) {
        change(() -> rig.balancer().updateWhitelist(blocks));
    }

    private void apply(RulesConfig rules) {
        change(() -> rig.balancer().applyConfig(Setup.standard().with(rules).config()));
    }

    private void change(Runnable change) {
        long before = rig.status().snapshotVersion();
        change.run();
        Await.until("the change is adopted", () -> rig.status().snapshotVersion() > before);
    }

    private Wire from(String address) {
        return Wire.connect(rig.balancer().address(Setup.LISTENER), address);
    }

    private Map<String, Long> refusals() {
        return rig.status().refusals().stream()
                .filter(refusal -> refusal.count() > 0)
                .collect(Collectors.toMap(RefusalCount::rule, RefusalCount::count));
    }

    private static void assertRefused(Wire.Message answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\",\"duration\":0}");
        assertThat(answer.field("Content-Type")).hasValue("application/json");
        assertThat(answer.field("Access-Control-Allow-Origin")).hasValue("*");
    }
}
