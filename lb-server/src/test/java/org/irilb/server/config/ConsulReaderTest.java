package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.registration.BalancerEntry;
import org.irilb.consul.registration.OwnCheck;
import org.irilb.consul.roster.LossRule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsulReaderTest {

    private static final ConsulAddress LOCAL = new ConsulAddress(false, "127.0.0.1", 8500);

    @TempDir
    private Path dir;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(dir.resolve("token"), "s3cret\n");
        Files.writeString(dir.resolve("empty"), "\n");
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.writeString(dir.resolve(name), "");
        }
    }

    @Test
    void withoutAnythingItIsTheAgentOfThisMachine() throws Exception {
        assertThat(settings("{}", Map.of()))
                .isEqualTo(
                        ConsulSettings.of(ConsulAccess.to(LOCAL), "iri").withSnapshot(dir.resolve("iri-lb.snapshot")));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        ConsulSettings settings =
                settings("""
                        address: "https://consul.example"
                        further-addresses: ["http://other:1", "[::1]"]
                        service: hornet
                        token-file: token
                        datacenters: [dc2, dc1]
                        tls: { ca-file: ca.pem, cert-file: cert.pem, key-file: key.pem, server-name: server.dc2.consul }
                        max-stale: 3s
                        cached: true
                        loss: { percent: 30, at-least: 4, hold: 5m }
                        snapshot: null
                        """, Map.of("CONSUL_HTTP_ADDR", "ignored:1", "CONSUL_HTTP_TOKEN", "ignored"));

        assertThat(settings)
                .isEqualTo(new ConsulSettings(
                        new ConsulAccess(
                                List.of(
                                        new ConsulAddress(true, "consul.example", 8501),
                                        new ConsulAddress(false, "other", 1),
                                        new ConsulAddress(false, "::1", 8500)),
                                new ConsulToken.InFile(dir.resolve("token")),
                                new ConsulTls(
                                        Optional.of(dir.resolve("ca.pem")),
                                        Optional.of(new ConsulTls.ClientCertificate(
                                                dir.resolve("cert.pem"), dir.resolve("key.pem"))),
                                        Optional.of("server.dc2.consul"))),
                        "hornet",
                        List.of("dc2", "dc1"),
                        Duration.ofSeconds(3),
                        new LossRule(30, 4, Duration.ofMinutes(5)),
                        Optional.empty(),
                        true,
                        true));
    }

    @Test
    void consulsOwnVariablesHoldWhereNothingIsGiven() throws Exception {
        Map<String, String> environment = Map.of("CONSUL_HTTP_ADDR", "consul:1", "CONSUL_HTTP_TOKEN", "t0ken");

        assertThat(settings("{}", environment).access())
                .isEqualTo(new ConsulAccess(
                        List.of(new ConsulAddress(false, "consul", 1)),
                        new ConsulToken.Literal("t0ken"),
                        ConsulTls.STANDARD));
        assertThat(settings("token: other", environment).access().token()).isEqualTo(new ConsulToken.Literal("other"));
        assertThat(problems("{}", Map.of("CONSUL_HTTP_ADDR", "unix:///run/consul", "CONSUL_HTTP_TOKEN", "a b")))
                .containsExactly(
                        "1: nodes.consul.address: from CONSUL_HTTP_ADDR: unix:///run/consul"
                                + " (expected: http://HOST:PORT or https://HOST:PORT)",
                        "1: nodes.consul.token: from CONSUL_HTTP_TOKEN: no token (expected: one word, as Consul gave it)");
    }

    @Test
    void noTokenIsPrinted() throws Exception {
        ConfigFile inFile = read("token-file: token", Map.of());
        assertThat(inFile.effective()).contains("token-file: " + dir.resolve("token"));
        ConfigFile literal = read("token: s3cret", Map.of());
        assertThat(literal.effective()).contains("token: '***'");
        assertThat(inFile + inFile.effective() + literal + literal.effective()).doesNotContain("s3cret");
    }

    @Test
    void whatIsWrongIsNamed() {
        String yaml = """
                address: ftp://consul
                further-addresses: ["a b"]
                token: t
                token-file: empty
                datacenters: [a, a, "b c"]
                tls: { verify: false, ca-file: gone, cert-file: cert.pem }
                max-stale: -1
                rules-prefix: /iri-lb/
                loss: { percent: 101, at-least: 0, hold: long, share: 1 }
                """;

        assertThat(problems(yaml, Map.of()))
                .containsExactly(
                        "1: nodes.consul.address: ftp://consul (expected: http://HOST:PORT or https://HOST:PORT)",
                        "2: nodes.consul.further-addresses[0]: 'a b' (expected: http://HOST:PORT or https://HOST:PORT)",
                        "4: nodes.consul.token-file: given beside token (expected: one of the two)",
                        "4: nodes.consul.token-file: DIR/empty: no token (expected: one word, as Consul gave it)",
                        "5: nodes.consul.datacenters[1]: a (expected: a datacenter's name of letters, digits, - and _, unlike the others)",
                        "5: nodes.consul.datacenters[2]: 'b c' (expected: a datacenter's name of letters, digits, - and _, unlike the others)",
                        "6: nodes.consul.tls.ca-file: DIR/gone: cannot be read (expected: a file in PEM)",
                        "6: nodes.consul.tls.cert-file: alone (expected: both of cert-file, key-file, or none)",
                        "6: nodes.consul.tls.verify: unknown key (expected: one of ca-file, cert-file, key-file, server-name)",
                        "7: nodes.consul.max-stale: -1 (expected: 0 or a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)",
                        "8: nodes.consul.rules-prefix: /iri-lb/ (expected: a path of keys such as iri-lb/rules, without a slash at its ends)",
                        "9: nodes.consul.loss.percent: 101 (expected: 1..100)",
                        "9: nodes.consul.loss.at-least: 0 (expected: an integer, 1 or more)",
                        "9: nodes.consul.loss.hold: long (expected: 0 or a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)",
                        "9: nodes.consul.loss.share: unknown key (expected: one of percent, at-least, hold)");
        assertThat(problems("token: 'a b'", Map.of()))
                .containsExactly("1: nodes.consul.token: 'a b' (expected: one word, as Consul gave it)");
        assertThat(problems("tls: { key-file: key.pem }", Map.of()))
                .containsExactly(
                        "1: nodes.consul.tls.key-file: alone (expected: both of cert-file, key-file, or none)");
        assertThat(problems("token-file: gone", Map.of()))
                .containsExactly("1: nodes.consul.token-file: DIR/gone: no such file");
    }

    @Test
    void aBalancerThatIsToBeRegisteredHasAnEntryWithItsPortAndVersion() throws Exception {
        RegisterSettings standard = consul("register: {}").register().orElseThrow();
        assertThat(standard.entry(14267, "1.2"))
                .isEqualTo(new BalancerEntry(
                        "iri-lb:14267",
                        "iri-lb",
                        Optional.empty(),
                        14267,
                        List.of(),
                        Map.of("version", "1.2"),
                        new OwnCheck.Ttl(),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10)));

        RegisterSettings other = consul("register: { name: lb, id: one, address: lb.example, port: 443, tags: [a, b], "
                        + "meta: { zone: north, version: mine }, check: 'http://10.0.0.2:9292/readyz', interval: 2s, "
                        + "deregister-after: 1h }")
                .register()
                .orElseThrow();
        assertThat(other.entry(14267, "1.2"))
                .isEqualTo(new BalancerEntry(
                        "one",
                        "lb",
                        Optional.of("lb.example"),
                        443,
                        List.of("a", "b"),
                        Map.of("zone", "north", "version", "mine"),
                        new OwnCheck.Http("http://10.0.0.2:9292/readyz"),
                        Duration.ofSeconds(2),
                        Duration.ofHours(1)));
        assertThat(consul("register: null").register()).isEmpty();
        assertThat(consul("{}").register()).isEmpty();
    }

    @Test
    void whatIsWrongInTheEntryIsNamed() {
        String yaml = "register: { port: 0, meta: { 'a.b': x }, check: tcp, interval: 100ms, deregister-after: 10s }";
        assertThat(problems(yaml, Map.of()))
                .containsExactly(
                        "1: nodes.consul.register.port: 0 (expected: 1..65535)",
                        "1: nodes.consul.register.meta.a.b: not such a name (expected: letters, digits, - and _, at most 128)",
                        "1: nodes.consul.register.check: tcp (expected: ttl, or a URL that Consul asks, such as http://10.0.0.2:9292/readyz)",
                        "1: nodes.consul.register.interval: 100ms (expected: a duration from 1s to 365d)",
                        "1: nodes.consul.register.deregister-after: 10s (expected: a duration from 1m to 365d)");
    }

    @Test
    void rulesCanBeKeptBelowAPrefix() throws Exception {
        assertThat(consul("rules-prefix: iri-lb/rules").rulesPrefix()).contains("iri-lb/rules");
        assertThat(consul("{}").rulesPrefix()).isEmpty();
    }

    @Test
    void thereIsOnePlaceWhereNodesComeFrom() {
        assertThat(problemsOf("nodes: { directory: services, consul: {} }", Map.of()))
                .containsExactly(
                        "1: nodes.consul: given beside directory (expected: exactly one of directory, consul)");
        assertThat(problemsOf("nodes: { zookeeper: x }", Map.of()))
                .containsExactly("1: nodes.zookeeper: unknown key (expected: one of directory, consul)");
    }

    private ConsulSettings settings(String consul, Map<String, String> environment) throws Exception {
        return nodes(consul, environment).settings();
    }

    private NodesSettings.Consul consul(String consul) throws Exception {
        return nodes(consul, Map.of());
    }

    private NodesSettings.Consul nodes(String consul, Map<String, String> environment) throws Exception {
        return (NodesSettings.Consul) read(consul, environment).settings().nodes();
    }

    private ConfigFile read(String consul, Map<String, String> environment) throws Exception {
        return readAll(nodes(consul), environment);
    }

    private ConfigFile readAll(String yaml, Map<String, String> environment) throws Exception {
        return ConfigFile.read(Files.writeString(dir.resolve("lb.yml"), yaml), environment);
    }

    /** Below {@code nodes.consul}, with its first line on the first line of the file. */
    private static String nodes(String consul) {
        String flow = consul.strip().replace("\n", ",\n");
        return "nodes: { consul: " + (flow.startsWith("{") ? flow : "{ " + flow + " }") + " }\n";
    }

    private List<String> problems(String consul, Map<String, String> environment) {
        return problemsOf(nodes(consul), environment);
    }

    /** Without the file's name, and with DIR for its directory. */
    private List<String> problemsOf(String yaml, Map<String, String> environment) {
        ConfigException exception = catchThrowableOfType(ConfigException.class, () -> readAll(yaml, environment));
        return exception.problems().stream()
                .map(problem -> problem.toString()
                        .replace(dir.resolve("lb.yml") + ":", "")
                        .replace(dir.toString(), "DIR"))
                .toList();
    }
}
