package org.irilb.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.UserConfig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the web endpoint, on the wire. */
final class VisitorsTest {

    private static final String HASH_OF_SECRET = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    private static LoadBalancer balancer;
    private static AdminWeb open;
    private static AdminWeb guarded;

    @BeforeAll
    static void start() {
        balancer = LoadBalancer.start(Setup.standard().config());
        open = web(Visitors.ANYBODY);
        guarded = web(alice());
    }

    private static Visitors alice() {
        return new Visitors(
                Optional.of(new BasicAuthConfig("stats", List.of(new UserConfig("alice", HASH_OF_SECRET)))));
    }

    private static AdminWeb web(Visitors visitors) {
        AdminWeb.Shown shown = new AdminWeb.Shown(new Statistics(balancer), List.of(), NodeCheckDoor.CLOSED);
        return AdminWeb.open(new InetSocketAddress("127.0.0.1", 0), shown, visitors);
    }

    @AfterAll
    static void end() {
        open.close();
        guarded.close();
        balancer.close();
    }

    private static Wire.Message ask(AdminWeb web, String path, String... fields) {
        try (Wire wire = Wire.connect(web.address())) {
            return wire.send("GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n")
                    .read();
        }
    }

    private static String basic(String pair) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:9292", "127.0.0.1:9292", "127.0.0.2", "[::1]:9292", "[::ffff:7f00:1]"})
    void theLoopbackInterfaceHasTheseNames(String host) {
        assertThat(ask(open, "/metrics", "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:9292",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:80:9292",
                "a@localhost",
                "2130706433",
                "[::1].evil.example"
            })
    void aNameOfTheInternetThatIsMadeToMeanItIsNotAnswered(String host) {
        for (String path : List.of("/", "/;csv", "/metrics", "/healthz", "/node-check?a=http://10.0.0.1")) {
            Wire.Message answer = ask(open, path, "Host: " + host);
            assertThat(answer.status()).as(path).isEqualTo(421);
            assertThat(answer.body()).contains("expected: an address or localhost");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:9292.evil.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void noPageOfAnotherSiteHasNodesChecked(String field) {
        assertThat(check(field)).startsWith("403 asked by a page of another site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost:9292",
                "Origin: https://localhost:9292",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "User-Agent: Consul Health Check"
            })
    void othersMayHaveNodesChecked(String field) {
        assertThat(check(field)).startsWith("http://10.0.0.1:14265/ is no node of this balancer");
    }

    private static String check(String field) {
        Wire.Message answer = ask(open, "/node-check?a=http://10.0.0.1:14265", "Host: localhost:9292", field);
        assertThat(answer.status()).isEqualTo(403);
        return answer.body();
    }

    @Test
    void withUsersAPasswordIsAskedForWhateverTheName() {
        for (String path :
                List.of("/", "/stats", "/;csv", "/;json", "/metrics", "/node-check?a=http://10.0.0.1", "/no")) {
            Wire.Message stranger = ask(guarded, path, "Host: lb.example");
            assertThat(stranger.status()).as(path).isEqualTo(401);
            assertThat(stranger.field("WWW-Authenticate")).contains("Basic realm=\"stats\", charset=\"UTF-8\"");
        }
        assertThat(ask(guarded, "/metrics", "Host: lb.example", basic("alice:secret"))
                        .status())
                .isEqualTo(200);
        assertThat(ask(guarded, "/metrics", "Host: lb.example", basic("alice:wrong"))
                        .status())
                .isEqualTo(401);
        assertThat(ask(guarded, "/metrics", "Host: lb.example", "Authorization: Bearer x")
                        .status())
                .isEqualTo(401);
        assertThat(ask(guarded, "/healthz", "Host: lb.example").status()).isEqualTo(200);
        assertThat(ask(guarded, "/readyz", "Host: lb.example").status()).isEqualTo(503);
    }

    @Test
    void whoGuessesIsStoppedWhateverItGuessesThenAndNobodyElse() {
        try (AdminWeb own = web(alice())) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(own, "/metrics", "Host: lb", basic("alice:guess" + i))
                                .status())
                        .as("guess %s", i)
                        .isEqualTo(401);
            }
            Wire.Message stopped = ask(own, "/metrics", "Host: lb", basic("alice:secret"));
            assertThat(stopped.status()).isEqualTo(429);
            assertThat(stopped.field("Retry-After")).contains("60");

            try (Wire other = Wire.connect(own.address(), "127.0.0.2")) {
                other.send("GET /metrics HTTP/1.1\r\nHost: lb\r\n" + basic("alice:secret") + "\r\n\r\n");
                assertThat(other.read().status()).isEqualTo(200);
            }
        }
    }
}
