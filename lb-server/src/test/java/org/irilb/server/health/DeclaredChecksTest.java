package org.irilb.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TlsOptions;
import org.irilb.core.kit.Setup;
import org.irilb.health.active.CheckPace;
import org.irilb.health.active.PacedCheck;
import org.irilb.health.check.HttpCheck;
import org.irilb.health.check.NodeCheck;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;
import org.irilb.health.check.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredChecksTest {

    private static final NodeConfig NODE = Setup.node(14265, 1, 1);
    private static final CheckPace USUAL =
            new CheckPace(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(60), 2, 4);

    private static Target target(String url) {
        return Target.parse(url).orElseThrow();
    }

    private static DeclaredCheck script(String... args) {
        return declared(List.of(args), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static DeclaredCheck declared(
            List<String> args,
            Optional<String> http,
            Optional<String> tcp,
            Optional<Duration> interval,
            OptionalInt times) {
        return new DeclaredCheck(args, http, "PUT", "{}", tcp, true, interval, interval, times, times);
    }

    private static List<PacedCheck> of(DeclaredCheck... checks) {
        return DeclaredChecks.of(NODE, List.of(checks), USUAL);
    }

    private static PacedCheck only(DeclaredCheck check) {
        assertThat(of(check)).hasSize(1);
        return of(check).get(0);
    }

    /** As registrations of the old system have it, and as they might have it now. */
    @ParameterizedTest
    @CsvSource({
        "/scripts/node_check.sh -a http://10.0.0.1:14265 -i -p -m 1.4.1.7",
        "node_check.sh -ip -m1.4.1.7 -a http://10.0.0.1:14265",
        "/bin/sh /opt/node_check.sh -a http://10.0.0.1:14265 -p -i -m 1.4.1.7",
        "java -jar /opt/iri-lb/lb-server.jar node-check -a http://10.0.0.1:14265 -pim 1.4.1.7",
    })
    void theScriptIsRunWithItsOptionsHoweverItIsStarted(String args) {
        NodeCheck check = (NodeCheck) only(script(args.split(" "))).check();

        assertThat(check.target()).isEqualTo(target("http://10.0.0.1:14265"));
        assertThat(check.pow()).isTrue();
        assertThat(check.limits()).isFalse();
        assertThat(check.minVersion()).isEqualTo(new Version("1.4.1.7"));
        assertThat(check.timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theCheckEndsInTheTimeThatItsOptionsOrItsDefinitionGiveWhicheverIsShorter() {
        Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
        DeclaredCheck shorter = declared(
                List.of("node_check.sh", "-k", "-a", "https://a"),
                Optional.empty(),
                Optional.empty(),
                second,
                OptionalInt.empty());

        NodeCheck check = (NodeCheck) only(shorter).check();

        assertThat(check.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(check.tls().verify()).isFalse();
    }

    @Test
    void urlsAndPortsAreAskedAsConsulWould() {
        DeclaredCheck http = declared(
                List.of(), Optional.of("https://a:1/x"), Optional.empty(), Optional.empty(), OptionalInt.empty());
        DeclaredCheck tcp =
                declared(List.of(), Optional.empty(), Optional.of("[::1]:2"), Optional.empty(), OptionalInt.empty());

        assertThat(only(http).check())
                .isEqualTo(new HttpCheck(
                        target("https://a:1/x"), Duration.ofSeconds(10), new TlsOptions(false, ""), "PUT", "{}"));
        assertThat(only(tcp).check())
                .isEqualTo(new TcpCheck(target("http://[::1]:2"), Duration.ofSeconds(10), TlsOptions.STANDARD));
    }

    @Test
    void whatTheDefinitionSaysOfThePaceCounts() {
        DeclaredCheck often = declared(
                List.of(), Optional.empty(), Optional.of("a:1"), Optional.of(Duration.ofSeconds(1)), OptionalInt.of(3));
        DeclaredCheck usual =
                declared(List.of(), Optional.empty(), Optional.of("a:1"), Optional.empty(), OptionalInt.empty());

        assertThat(only(often).pace())
                .isEqualTo(new CheckPace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 3));
        assertThat(only(usual).pace()).isEqualTo(USUAL);
    }

    @Test
    void allThatCanBeRunAreRunInTheirOrder() {
        DeclaredCheck tcp = declared(
                List.of(),
                Optional.empty(),
                Optional.of("a:1"),
                Optional.of(Duration.ofSeconds(1)),
                OptionalInt.empty());

        assertThat(of(script("node_check.sh", "-a", "http://a"), tcp))
                .extracting(
                        check -> check.check().getClass().getSimpleName(),
                        check -> check.pace().interval().toSeconds())
                .containsExactly(tuple("NodeCheck", 10L), tuple("TcpCheck", 1L));
    }

    @Test
    void whatCantBeRunHereIsPassedOver() {
        DeclaredCheck foreign = script("/usr/lib/nagios/check_http", "-H", "a");
        DeclaredCheck wrong = script("node_check.sh", "-a", "-k", "https://a");
        DeclaredCheck ttl = script();
        DeclaredCheck tcp =
                declared(List.of(), Optional.empty(), Optional.of("a:1"), Optional.empty(), OptionalInt.empty());

        assertThat(of(foreign, wrong, ttl)).isEmpty();
        assertThat(of(foreign, wrong, tcp)).extracting(PacedCheck::check).hasOnlyElementsOfType(TcpCheck.class);
    }
}
