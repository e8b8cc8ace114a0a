package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.Balance;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandProfiles;
import org.irilb.core.config.CommandRule;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.CompressionConfig;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.RetryRule;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.Timeouts;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.config.WorkLimits;
import org.irilb.health.active.CheckPace;
import org.irilb.health.passive.EjectionRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigFileTest {

    @TempDir
    Path dir;

    private Path write(String yaml) throws IOException {
        return Files.writeString(dir.resolve("lb.yml"), yaml);
    }

    private ConfigFile read(String yaml, Map<String, String> environment) throws Exception {
        return ConfigFile.read(write(yaml), environment);
    }

    private BalancerConfig balancer(String yaml) throws Exception {
        return read(yaml, Map.of()).settings().balancer();
    }

    /** What is said of a file, without its path. */
    private List<String> problems(String yaml, Map<String, String> environment) throws IOException {
        Path file = write(yaml);
        return problemsOf(file, environment).stream()
                .map(problem -> problem.toString().replace(file + ":", "").replace(dir + "/", "DIR/"))
                .toList();
    }

    private static List<Problem> problemsOf(Path file, Map<String, String> environment) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(file, environment));
        assertThat(e).as("the file is taken").isNotNull();
        return e.problems();
    }

    @Test
    void anEmptyFileSaysWhatThePredecessorWasShippedWith() throws Exception {
        Settings settings = read("", Map.of()).settings();

        Duration tenSeconds = Duration.ofSeconds(10);
        Duration fiveMinutes = Duration.ofMinutes(5);
        assertThat(settings.balancer())
                .isEqualTo(new BalancerConfig(
                        List.of(new ListenerConfig("iri_front", "0.0.0.0", 14_267, false, 360)),
                        720,
                        new Timeouts(
                                tenSeconds,
                                tenSeconds,
                                tenSeconds,
                                Duration.ofSeconds(60),
                                fiveMinutes,
                                fiveMinutes,
                                Duration.ofHours(1)),
                        1_000_000,
                        List.of(
                                new PoolConfig(
                                        "iri_back", Membership.DEFAULT, Balance.ROUNDROBIN, 180, 3, Duration.ZERO),
                                new PoolConfig(
                                        "iri_pow_back", Membership.POW, Balance.ROUNDROBIN, 180, 3, Duration.ZERO)),
                        List.of(
                                new RouteConfig(
                                        List.of("attachToTangle", "interruptAttachingToTangle"), "iri_pow_back"),
                                new RouteConfig(List.of(), "iri_back")),
                        new RulesConfig(
                                Optional.of("X-IOTA-API-Version"),
                                true,
                                new RuleLists(
                                        List.of(block("127.0.0.1", 32)),
                                        List.of(),
                                        List.of("getNeighbors", "addNeighbors", "removeNeighbors")),
                                Optional.empty(),
                                new CommandRules(
                                        CommandProfiles.IRI,
                                        true,
                                        List.of(new CommandRule(
                                                List.of(
                                                        "getBalances",
                                                        "getInclusionStates",
                                                        "wereAddressesSpentFrom",
                                                        "getTrytes",
                                                        "findTransactions",
                                                        "checkConsistency"),
                                                List.of(),
                                                List.of(),
                                                CommandRule.NO_LIMIT,
                                                1000)),
                                        new WorkLimits(100, 14),
                                        List.of()),
                                new PreflightConfig(true, Duration.ofDays(1)),
                                List.of(),
                                new AbuseConfig(
                                        Optional.empty(),
                                        Optional.of(new Rate(250, Duration.ofSeconds(3))),
                                        Optional.of(new Rate(400, Duration.ofSeconds(10))),
                                        Optional.of(21),
                                        List.of(),
                                        Duration.ofMinutes(5),
                                        AbuseConfig.Manner.DENY,
                                        Duration.ofSeconds(10),
                                        Optional.empty(),
                                        100_000)),
                        Optional.empty(),
                        new CompressionConfig(
                                List.of(
                                        "application/json",
                                        "text/html",
                                        "text/plain",
                                        "text/xml",
                                        "text/json",
                                        "text/css",
                                        "text/javascript",
                                        "application/javascript"),
                                1024),
                        new PowConfig(true, true, tenSeconds),
                        NodeTlsConfig.STANDARD,
                        Optional.of("iri-lb"),
                        0,
                        TransportChoice.AUTO));
        assertThat(settings.nodes()).isEqualTo(new NodesSettings.Directory(dir.resolve("services")));
        assertThat(settings.admin())
                .isEqualTo(new AdminSettings(
                        Optional.of(new Endpoint("127.0.0.1", 9999)),
                        Optional.empty(),
                        List.of(),
                        10,
                        tenSeconds,
                        Optional.of(new Endpoint("127.0.0.1", 9292)),
                        Optional.empty()));
        assertThat(settings.log()).isEqualTo(new LogSettings(Optional.empty(), Optional.empty(), 1024, 8192));
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theShippedFileSaysTheDefaults() throws Exception {
        Path shipped = Path.of("..", "config", "lb.yml");

        assertThat(ConfigFile.read(shipped, Map.of())).isEqualTo(ConfigFile.defaults(shipped));
    }

    @Test
    void theManualNamesEveryKey() throws Exception {
        String manual = Files.readString(Path.of("..", "docs", "configuration.md"));

        List<String> keys = new ArrayList<>();
        addKeys("", read("", Map.of()).effective(), keys);
        addKeys("", read("nodes: { consul: {} }", Map.of()).effective(), keys);

        assertThat(keys)
                .hasSizeGreaterThan(40)
                .allSatisfy(key -> assertThat(manual).contains("`" + key + "`"));
    }

    private static void addKeys(String path, String yaml, List<String> keys) {
        addKeys(path, new Load(LoadSettings.builder().build()).loadFromString(yaml), keys);
    }

    private static void addKeys(String path, Object value, List<String> keys) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> addKeys(path.isEmpty() ? key.toString() : path + "." + key, below, keys));
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
            list.forEach(item -> addKeys(path + "[]", item, keys));
        } else {
            keys.add(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "null", "{}", "\uFEFF# with a mark"})
    void aFileMayBeEmptyInManyWays(String yaml) throws Exception {
        assertThat(read(yaml, Map.of())).isEqualTo(ConfigFile.defaults(dir.resolve("lb.yml")));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        ConfigFile file = read(
                """
                listeners:
                  - { name: plain, bind: "127.0.0.1:0", max-connections: 1 }
                  - { name: six, bind: "[::1]:80" }
                max-connections: 5
                timeouts: { connect: 1ms, queue: 2s, request: 3m, keep-alive: 4h, client: 5d, server: 60s, tunnel: 365d }
                max-body: 1MiB
                pools: [{ name: all, members: pow, balance: leastconn, full-connections: 6, retries: 0, slow-start: 30s, failover: { below: 20, return-after: 1m } }]
                routes: [{ commands: [getNodeInfo], pool: all }, { pool: all }]
                commands: { profile: none, extend: [{ name: a, class: pow, lock: l, retry: any_node, cost: 7 }] }
                rules:
                  require-header: null
                  require-command: false
                  deny-commands: []
                  whitelist: { addresses: ["::1", 10.1.2.3/8], file: friends }
                  unknown-commands: pass
                  commands:
                    - { commands: [a, b], allow: [10.0.0.0/8], deny: ["::ffff:10.1.0.0/112"], max-body: 1kB, max-list: 0 }
                  attach: { max-transactions: 1, max-magnitude: null }
                  deny-bodies: ['"x":"[a-c]+"']
                  options: { answer: false, max-age: 0 }
                  trusted-proxies: [192.0.2.0/24]
                  deny-sources: [198.51.100.7]
                pow: { join: false, interrupt-abandoned: false, grace: 0 }
                nodes: { directory: ../elsewhere }
                health: { trust: own, check: "-ip -n 1", interval: 5s, fast-interval: 1s, down-interval: 1m, rise: 3, fall: 5, timeout: 4s, max-lag: 7, check-anybody: true, agent-port: 8080, agent-interval: 9s,
                  passive: { failures: 6, not-ready: 0, window: 1m, flaps: 4, hold: 2s, longest-hold: 3s, max-percent: 10, panic-percent: 0 } }
                admin: { socket: null, unix-socket: run/admin, max-sessions: 20, timeout: 2m, web: "127.0.0.1:9292",
                  sockets: [{ bind: "127.0.0.1:9998" }, { path: monitor, mode: 660, level: operator }] }
                log: { access: json, file: ../log/access.log, body-limit: 0, queue: 1024 }
                drain: 7s
                workers: 3
                transport: io_uring
                """.replace(
                                "friends",
                                Files.writeString(dir.resolve("friends"), "# ours\n\n192.0.2.1 # one\n")
                                        .toString()),
                Map.of());

        BalancerConfig config = file.settings().balancer();
        assertThat(config.listeners())
                .containsExactly(
                        new ListenerConfig("plain", "127.0.0.1", 0, false, 1),
                        new ListenerConfig("six", "::1", 80, false, 360));
        assertThat(config.maxConnections()).isEqualTo(5);
        assertThat(config.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofMillis(1),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(3),
                        Duration.ofHours(4),
                        Duration.ofDays(5),
                        Duration.ofMinutes(1),
                        Duration.ofDays(365)));
        assertThat(config.maxBody()).isEqualTo(1_048_576);
        assertThat(config.pools())
                .containsExactly(new PoolConfig(
                        "all",
                        Membership.POW,
                        Balance.LEASTCONN,
                        6,
                        0,
                        Duration.ofSeconds(30),
                        new FailoverConfig(20, Duration.ofMinutes(1))));
        assertThat(config.routes())
                .containsExactly(new RouteConfig(List.of("getNodeInfo"), "all"), new RouteConfig(List.of(), "all"));
        assertThat(config.rules())
                .isEqualTo(new RulesConfig(
                        Optional.empty(),
                        false,
                        new RuleLists(
                                List.of(block("::1", 128), block("10.0.0.0", 8)),
                                List.of(block("198.51.100.7", 32)),
                                List.of()),
                        Optional.of(dir.resolve("friends")),
                        new CommandRules(
                                List.of(new CommandProfile("a", CommandClass.POW, "l", RetryRule.ANY_NODE, 7)),
                                false,
                                List.of(new CommandRule(
                                        List.of("a", "b"),
                                        List.of(block("10.0.0.0", 8)),
                                        List.of(block("10.1.0.0", 16)),
                                        1000,
                                        0)),
                                new WorkLimits(1, Integer.MAX_VALUE),
                                List.of("\"x\":\"[a-c]+\"")),
                        new PreflightConfig(false, Duration.ZERO),
                        List.of(block("192.0.2.0", 24)),
                        config.rules().abuse()));
        assertThat(config.pow()).isEqualTo(PowConfig.OFF);
        assertThat(config.workers()).isEqualTo(3);
        assertThat(config.transport()).isEqualTo(TransportChoice.IO_URING);
        assertThat(file.settings().nodes()).isEqualTo(new NodesSettings.Directory(dir.resolveSibling("elsewhere")));
        assertThat(file.settings().health())
                .isEqualTo(new HealthSettings(
                        HealthSettings.Trust.OWN,
                        new CheckKind("-ip -n 1"),
                        new CheckPace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1), 3, 5),
                        Optional.of(Duration.ofSeconds(4)),
                        7,
                        true,
                        Optional.of(8080),
                        Duration.ofSeconds(9),
                        new EjectionRules(
                                6, 0, Duration.ofMinutes(1), 4, Duration.ofSeconds(2), Duration.ofSeconds(3), 10, 0)));
        assertThat(file.settings().admin())
                .isEqualTo(new AdminSettings(
                        Optional.empty(),
                        Optional.of(dir.resolve("run/admin")),
                        List.of(
                                new AdminSettings.Socket(
                                        Optional.of(new Endpoint("127.0.0.1", 9998)),
                                        Optional.empty(),
                                        SocketMode.OWNER,
                                        Level.USER),
                                new AdminSettings.Socket(
                                        Optional.empty(),
                                        Optional.of(dir.resolve("monitor")),
                                        SocketMode.GROUP,
                                        Level.OPERATOR)),
                        20,
                        Duration.ofMinutes(2),
                        Optional.of(new Endpoint("127.0.0.1", 9292)),
                        Optional.empty()));
        assertThat(file.settings().log())
                .isEqualTo(new LogSettings(
                        Optional.of(AccessFormat.JSON),
                        Optional.of(dir.resolve("../log/access.log").normalize()),
                        0,
                        1024));
        assertThat(file.settings().drain()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{ workers: 2, transport: nio, admin: { socket: null }, rules: { require-header: null } }",
                "{ timeouts: { queue: 90s, client: 1500ms }, max-body: 1536KiB, nodes: { directory: 'a b' } }",
                "{ pools: [{ name: 'true', members: default }], routes: [{ pool: 'true' }] }",
                "{ pools: [{ name: '1e3', members: default }], routes: [{ commands: ['null', '1.5', 'no', '-'], pool: '1e3' }, { pool: '1e3' }] }",
                "{ log: { access: haproxy, file: access.log, body-limit: 0, queue: 2048 }, admin: { unix-socket: admin } }",
                "{ nodes: { consul: { address: 'consul:1', datacenters: [x, y], rules-prefix: iri-lb/rules, register: { id: x, address: lb.example, port: 80, tags: [a], meta: { zone: 'b c' }, check: 'http://a/readyz', interval: 5s }, tls: { ca-file: list, cert-file: list, key-file: list, server-name: x }, token-file: list, further-addresses: ['https://b'], max-stale: 0, cached: true, loss: { percent: 30, at-least: 3, hold: 5m }, snapshot: null } } }",
                "{ routes: [{ pool: iri_pow_back, websocket: true }], pools: [{ name: iri_pow_back, members: pow, balance: p2c }] }",
                "{ pow: { join: false, grace: 1500ms } }",
                "{ node-tls: { cert-dir: . }, certbot: { webroot: ., standalone: '127.0.0.1:8888' } }",
                "{ acme: { domains: [a.example], accept-terms: true, email: x@a.example, storage: s } }",
                "{ health: { trust: own, check: '-i -m 1.8.6', interval: 1s, timeout: 1500ms, rise: 1, fall: 1 } }",
                "{ listeners: [{ name: a, bind: '[::]:1' }, { name: b, bind: 'localhost:2' }] }",
                "{ rules: { whitelist: { addresses: ['2001:db8::1'], file: list } } }",
                "{ commands: { profile: hornet, extend: [{ name: x, class: admin }] }, rules: { commands: [], deny-bodies: ['$${', ' ', '#', ''''] } }",
                "{ commands: { profile: none }, rules: { attach: { max-transactions: 5 }, trusted-proxies: ['2001:db8::/32'] } }",
                "{ rules: { commands: [{ commands: [a], allow: [10.0.0.0/8], max-body: 5MiB }], options: { max-age: 2h } } }"
            })
    void theEffectiveConfigurationSaysTheSameFromAnywhere(String yaml, @TempDir Path elsewhere) throws Exception {
        Files.writeString(dir.resolve("list"), "10.1.1.1\n");
        ConfigFile first = read(yaml, Map.of());

        ConfigFile again =
                ConfigFile.read(Files.writeString(elsewhere.resolve("copy.yml"), first.effective()), Map.of());

        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            max-connections: 0                     | 1: max-connections: 0 (expected: an integer, 1 or more)
            max-connections: -1                    | 1: max-connections: -1 (expected: an integer, 1 or more)
            max-connections: 99999999999           | 1: max-connections: 99999999999 (expected: an integer, 1 or more)
            max-connections: many                  | 1: max-connections: many (expected: an integer, 1 or more)
            max-connections:                       | 1: max-connections: '' (expected: an integer, 1 or more)
            max-connections: null                  | 1: max-connections: null (expected: an integer, 1 or more)
            max-connections: [1]                   | 1: max-connections: a list (expected: an integer, 1 or more)
            max-conections: 1                      | 1: max-conections: unknown key (expected: one of acme, certbot, listeners, max-connections, timeouts, max-body, pools, routes, commands, rules, compression, pow, node-tls, via, workers, transport, nodes, health, admin, log, drain)
            max-body: 1 MB                         | 1: max-body: '1 MB' (expected: a size from 1B to 1GiB, such as 500kB, 1MB or 1MiB)
            max-body: 2GiB                         | 1: max-body: 2GiB (expected: a size from 1B to 1GiB, such as 500kB, 1MB or 1MiB)
            max-body: 0                            | 1: max-body: 0 (expected: a size from 1B to 1GiB, such as 500kB, 1MB or 1MiB)
            log: { access: clf }                   | 1: log.access: clf (expected: one of haproxy, json)
            log: { body-limit: 2MiB }              | 1: log.body-limit: 2MiB (expected: a size from 0B to 1MiB, such as 500kB, 1MB or 1MiB)
            log: { queue: 1023 }                   | 1: log.queue: 1023 (expected: 1024..1048576)
            workers: 0                             | 1: workers: 0 (expected: auto, or 1..1024)
            workers: 1025                          | 1: workers: 1025 (expected: auto, or 1..1024)
            transport: kqueue                      | 1: transport: kqueue (expected: one of auto, io_uring, epoll, nio)
            timeouts: 10s                          | 1: timeouts: not a mapping (expected: keys with values)
            timeouts: { queue: 10 }                | 1: timeouts.queue: 10 (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            timeouts: { queue: 0s }                | 1: timeouts.queue: 0s (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            timeouts: { queue: 366d }              | 1: timeouts.queue: 366d (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            timeouts: { queue: 9999999999d }       | 1: timeouts.queue: 9999999999d (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            timeouts: { queue: s }                 | 1: timeouts.queue: s (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            timeouts: { wait: 1s }                 | 1: timeouts.wait: unknown key (expected: one of connect, queue, request, keep-alive, client, server, tunnel)
            timeouts: { {a: b}: 1s }               | 1: timeouts: a key that is no name (expected: a name)
            pow: on                                | 1: pow: not a mapping (expected: keys with values)
            pow: { join: maybe }                   | 1: pow.join: maybe (expected: true or false)
            pow: { interrupt-abandoned: 5s }       | 1: pow.interrupt-abandoned: 5s (expected: true or false)
            pow: { grace: -1s }                    | 1: pow.grace: -1s (expected: 0 or a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            node-tls: { ca-file: gone }            | 1: node-tls.ca-file: DIR/gone: cannot be read (expected: a file in PEM)
            node-tls: { key-file: lb.yml }         | 1: node-tls.key-file: without cert-file (expected: both, or cert-file alone, or none)
            node-tls: { cert-dir: gone }           | 1: node-tls.cert-dir: DIR/gone: no directory (expected: one of PEM files)
            node-tls: { ca-file: lb.yml }          | 1: node-tls.ca-file:  no certificate (expected: those of authorities)
            acme: { accept-terms: true }           | 1: acme.domains: missing (expected: at least one host name)
            acme: { domains: [], accept-terms: true } | 1: acme.domains: none that can be used (expected: at least one host name)
            acme: { domains: ["*.a"], accept-terms: true } | 1: acme.domains[0]: *.a (expected: a host name, no wildcard or address, such as iota.example, unlike the others)
            acme: { domains: [10.0.0.1], accept-terms: true } | 1: acme.domains[0]: 10.0.0.1 (expected: a host name, no wildcard or address, such as iota.example, unlike the others)
            acme: { domains: [a, A], accept-terms: true } | 1: acme.domains[1]: A (expected: a host name, no wildcard or address, such as iota.example, unlike the others)
            acme: { domains: [a] }                 | 1: acme.accept-terms: false (expected: true, if you accept the authority's terms of service; see its directory)
            acme: { domains: [a], email: me, accept-terms: true } | 1: acme.email: me (expected: an address such as ops@iota.example)
            acme: { domains: [a], directory: "http://a", accept-terms: true } | 1: acme.directory: http://a (expected: an HTTPS URL, such as https://acme-v02.api.letsencrypt.org/directory)
            acme: { domains: [a], accept-terms: true, challenge: dns-01 } | 1: acme.challenge: dns-01 (expected: one of http-01, tls-alpn-01)
            acme: { domains: [a], accept-terms: true, key: x } | 1: acme.key: unknown key (expected: one of domains, email, challenge, directory, ca-file, storage, accept-terms)
            certbot: { webroot: gone }             | 1: certbot.webroot: DIR/gone: no directory (expected: one)
            certbot: { standalone: here }          | 1: certbot.standalone: here (expected:
            node-tls: { verify: false }            | 1: node-tls.verify: unknown key (expected: one of ca-file, cert-file, key-file, cert-dir, provider)
            pow: { wait: 1s }                      | 1: pow.wait: unknown key (expected: one of join, interrupt-abandoned, grace)
            commands: { profile: bee }             | 1: commands.profile: bee (expected: one of iri, hornet, none)
            commands: { extend: x }                | 1: commands.extend: not a list (expected: a list)
            commands: { extend: [{ class: read }] }| 1: commands.extend[0].name: missing (expected: a command's name of up to 100 letters, digits, dots, - and _, unlike the others)
            commands: { extend: [{ name: a }] }    | 1: commands.extend[0].class: missing (expected: one of read, write, pow, interrupt, admin)
            commands: { extend: [{ name: a, class: read, lock: 'a b' }] } | 1: commands.extend[0].lock: 'a b' (expected: a name without blanks, commas and control characters)
            commands: { extend: [{ name: a, class: read, retry: often }] } | 1: commands.extend[0].retry: often (expected: one of any_node, only_if_nothing_sent, never)
            commands: { extend: [{ name: a, class: read, cost: -1 }] } | 1: commands.extend[0].cost: -1 (expected: 0..1000000)
            commands: { extend: [{ name: a, class: read, price: 1 }] } | 1: commands.extend[0].price: unknown key (expected: one of name, class, lock, retry, cost)
            commands: { extend: [{ name: a, class: read }, { name: a, class: read }] } | 1: commands.extend[1].name: a (expected: a command's name of up to 100 letters, digits, dots, - and _, unlike the others)
            rules: { require-header: a b }         | 1: rules.require-header: 'a b' (expected: a name without blanks, commas and control characters)
            rules: { require-command: yes }        | 1: rules.require-command: yes (expected: true or false)
            rules: { deny-commands: x }            | 1: rules.deny-commands: not a list (expected: a list)
            rules: { unknown-commands: allow }     | 1: rules.unknown-commands: allow (expected: one of refuse, pass)
            rules: { commands: [{ max-list: 1 }] } | 1: rules.commands[0].commands: none (expected: at least one command)
            rules: { commands: [{ commands: [a], allow: [x] }] } | "1: rules.commands[0].allow[0]: x (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            rules: { commands: [{ commands: [a], deny: [1.2.3.4/33] }] } | "1: rules.commands[0].deny[0]: 1.2.3.4/33 (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            rules: { commands: [{ commands: [a], deny: ['::/129'] }] } | "1: rules.commands[0].deny[0]: ::/129 (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            rules: { commands: [{ commands: [a], max-body: 0 }] } | 1: rules.commands[0].max-body: 0 (expected: a size from 1B to 1GiB, such as 500kB, 1MB or 1MiB)
            rules: { commands: [{ commands: [a], max-list: -1 }] } | 1: rules.commands[0].max-list: -1 (expected: an integer, 0 or more)
            rules: { commands: [{ commands: [a], max-lists: 1 }] } | 1: rules.commands[0].max-lists: unknown key (expected: one of commands, allow, deny, max-body, max-list)
            rules: { attach: { max-transactions: 0 } } | 1: rules.attach.max-transactions: 0 (expected: an integer, 1 or more)
            rules: { attach: { max-magnitude: x } } | 1: rules.attach.max-magnitude: x (expected: 1..243)
            rules: { attach: { max-magnitude: 244 } } | 1: rules.attach.max-magnitude: 244 (expected: 1..243)
            rules: { attach: { mwm: 1 } }          | 1: rules.attach.mwm: unknown key (expected: one of max-transactions, max-magnitude)
            rules: { deny-bodies: ['('] }          | 1: rules.deny-bodies[0]: ( (expected: a regular expression of RE2)
            rules: { deny-bodies: ['(?=a)'] }      | 1: rules.deny-bodies[0]: (?=a) (expected: a regular expression of RE2)
            rules: { options: { answer: 204 } }    | 1: rules.options.answer: 204 (expected: true or false)
            rules: { options: { max-age: 60 } }    | 1: rules.options.max-age: 60 (expected: 0 or a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            rules: { options: { age: 1s } }        | 1: rules.options.age: unknown key (expected: one of answer, max-age)
            rules: { deny-sources: [10.0.0.0/33] } | "1: rules.deny-sources[0]: 10.0.0.0/33 (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            rules: { trusted-proxies: [a] }        | "1: rules.trusted-proxies[0]: a (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            rules: { whitelist: { files: a } }     | 1: rules.whitelist.files: unknown key (expected: one of addresses, file)
            rules: { whitelist: { addresses: [10.0.0.0/8/8] } } | "1: rules.whitelist.addresses[0]: 10.0.0.0/8/8 (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            rules: { whitelist: { addresses: [10.0.0.0/] } } | "1: rules.whitelist.addresses[0]: 10.0.0.0/ (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
            health: { trust: all }                 | 1: health.trust: all (expected: one of both, own, consul)
            health: { check: http }                | "1: health.check: http (expected: info, tcp, or options of node-check without -a and -t, such as ""-i -n 3"")"
            health: { check: -x }                  | 1: health.check: -x
            health: { check: -a http://x }         | 1: health.check: '-a http://x'
            health: { check: -pt 3 }               | 1: health.check: '-pt 3'
            health: { interval: 0s }               | 1: health.interval: 0s (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            health: { rise: 0 }                    | 1: health.rise: 0 (expected: 1..100)
            health: { fall: 101 }                  | 1: health.fall: 101 (expected: 1..100)
            health: { timeout: soon }              | 1: health.timeout: soon (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            health: { inter: 1s }                  | 1: health.inter: unknown key (expected: one of trust, check, interval, fast-interval, down-interval, rise, fall, timeout, max-lag, check-anybody, agent-port, agent-interval, passive)
            health: { agent-port: 0 }              | 1: health.agent-port: 0 (expected: 1..65535)
            health: { agent-interval: 5 }          | 1: health.agent-interval: 5 (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            admin: { sockets: [{ level: user }] }  | "1: admin.sockets[0].bind: missing (expected: either bind or path)"
            admin: { sockets: [{ bind: "a:1", path: b }] } | "1: admin.sockets[0].bind: beside path (expected: either bind or path)"
            admin: { sockets: [{ path: b, level: root }] } | "1: admin.sockets[0].level: root (expected: one of user, operator, admin)"
            admin: { sockets: [{ path: b, mode: 640 }] } | "1: admin.sockets[0].mode: 640 (expected: one of 600, 660, 666)"
            admin: { sockets: [{ bind: "a:1", mode: 660 }] } | "1: admin.sockets[0].mode: 660 beside bind (expected: only beside path)"
            admin: { sockets: [{ path: b, mode: 666, level: operator }] } | "1: admin.sockets[0].mode: 666 (expected: 600 or 660 at level operator)"
            admin: { sockets: [{ bind: "127.0.0.1:9999" }] } | "1: admin.sockets[0].bind: 127.0.0.1:9999 (expected: another address than admin.socket)"
            admin: { web: "0.0.0.0:14267" }        | "1: admin.web: 0.0.0.0:14267 (expected: another address than listeners[0].bind)"
            listeners: [{ name: a }, { name: b }]  | "1: listeners[1].bind: 0.0.0.0:14267 (expected: another address than listeners[0].bind)"
            admin: { unix-socket: / }              | "1: admin.unix-socket: / (expected: a path that is no directory and has at most 107 bytes, its directory's at most 83)"
            admin: { sockets: [{ path: /tmp }] }   | "1: admin.sockets[0].path: /tmp (expected: a path that is no directory and has at most 107 bytes, its directory's at most 83)"
            admin: { max-sessions: 0 }             | "1: admin.max-sessions: 0 (expected: 1..1000)"
            admin: { timeout: 10 }                 | "1: admin.timeout: 10 (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)"
            admin: { web: 9292 }                   | "1: admin.web: 9292 (expected: address:port, such as 0.0.0.0:14267 or [::]:14267)"
            health: { check-anybody: some }        | 1: health.check-anybody: some (expected: true or false)
            health: { max-lag: -1 }                | 1: health.max-lag: -1 (expected: 0..1000000)
            health: { passive: { failures: -1 } }  | 1: health.passive.failures: -1 (expected: 0..1000)
            health: { passive: { flaps: 1001 } }   | 1: health.passive.flaps: 1001 (expected: 0..1000)
            health: { passive: { hold: 6m } }      | 1: health.passive.longest-hold: shorter than hold (expected: as long or longer)
            health: { passive: { max-percent: 101 } } | 1: health.passive.max-percent: 101 (expected: 0..100)
            health: { passive: { hold: 0s } }      | 1: health.passive.hold: 0s (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)
            health: { passive: { eject: 1 } }      | 1: health.passive.eject: unknown key (expected: one of failures, not-ready, window, flaps, hold, longest-hold, max-percent, panic-percent)
            listeners: { name: a }                 | 1: listeners: not a list (expected: a list)
            listeners: []                          | 1: listeners: empty (expected: at least one)
            listeners: [a]                         | "1: listeners[0]: not a mapping (expected: keys with values),1: listeners[0].name: missing (expected: a name without blanks, commas and control characters, unlike the others)"
            listeners: [{ bind: '*:1' }]           | 1: listeners[0].name: missing (expected: a name without blanks, commas and control characters, unlike the others)
            listeners: [{ name: a b }]             | 1: listeners[0].name: 'a b' (expected: a name without blanks, commas and control characters, unlike the others)
            listeners: [{ name: a }, { name: a }]  | 1: listeners[1].name: a (expected: a name without blanks, commas and control characters, unlike the others)
            listeners: [{ name: a, bind: 80 }]     | "1: listeners[0].bind: 80 (expected: address:port, such as 0.0.0.0:14267 or [::]:14267)"
            listeners: [{ name: a, bind: '::1:9' }]| "1: listeners[0].bind: ::1:9 (expected: address:port, such as 0.0.0.0:14267 or [::]:14267)"
            listeners: [{ name: a, bind: 'h:99999' }] | "1: listeners[0].bind: h:99999 (expected: address:port, such as 0.0.0.0:14267 or [::]:14267)"
            pools: [{ name: a, members: some }]    | "1: pools[0].members: some (expected: one of default, pow),1: routes[0].pool: iri_pow_back (expected: one of a)"
            pools: [{ name: a, members: default, failover: { below: 101 } }] | "1: pools[0].failover.below: 101 (expected: 0..100)"
            pools: [{ name: a, members: default, failover: { return-after: soon } }] | "1: pools[0].failover.return-after: soon (expected: 0 or a duration"
            """)
    void aWrongValueIsNamedWithItsLineAndKeyAndWhatWasExpected(String yaml, String expected) throws IOException {
        assertThat(String.join(",", problems(yaml, Map.of()))).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({"106, ''", "82, /s"})
    void aSocketsPathIsAsLongAsClientsCanName(int length, String end) throws Exception {
        String path = "/" + "a".repeat(length) + end;

        assertThat(read("admin: { unix-socket: " + path + " }", Map.of())
                        .settings()
                        .admin()
                        .unixSocket())
                .contains(Path.of(path));

        String longer = "/a" + path.substring(1);
        assertThat(problems("admin: { unix-socket: " + longer + " }", Map.of()))
                .containsExactly(
                        "1: admin.unix-socket: " + longer + " (expected: a path that is no directory and has at"
                                + " most 107 bytes, its directory's at most 83)");
    }

    @Test
    void everyProblemIsReportedInTheOrderOfTheFile() throws IOException {
        String yaml = """
                transport: warp
                pools:
                  - name: a
                    members: default
                    retries: 101
                  - name: a
                    members: pow
                    ballance: roundrobin
                routes:
                  - { commands: ["a,b"], pool: b }
                rules:
                  whitelist:
                    addresses: [127.1, localhost]
                max-body: 1MB
                max-body: 2MB
                """;

        assertThat(problems(yaml, Map.of()))
                .containsExactly(
                        "1: transport: warp (expected: one of auto, io_uring, epoll, nio)",
                        "5: pools[0].retries: 101 (expected: 0..100)",
                        "6: pools[1].name: a (expected: a name without blanks, commas and control characters, unlike the others)",
                        "8: pools[1].ballance: unknown key (expected: one of name, members, balance, full-connections, retries, slow-start, failover)",
                        "10: routes[0].commands[0]: a,b (expected: a command's name of up to 100 letters, digits, dots, - and _)",
                        "10: routes[0].pool: b (expected: one of a)",
                        "13: rules.whitelist.addresses[0]: 127.1 (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)",
                        "13: rules.whitelist.addresses[1]: localhost (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)",
                        "15: max-body: given twice (expected: once, as on line 14)");
    }

    @Test
    void webSocketIsForRoutesWithoutCommands() throws Exception {
        assertThat(balancer("routes: [{ pool: iri_back, websocket: true }]").routes())
                .containsExactly(new RouteConfig(List.of(), "iri_back", true));
        assertThat(problems(
                        "routes: [{ commands: [a], pool: iri_back, websocket: true }, { pool: iri_back }]", Map.of()))
                .containsExactly("1: routes[0].websocket: true beside commands (expected: a route without commands)");
    }

    @Test
    void theLastRouteMustTakeWhatIsLeft() throws IOException {
        assertThat(problems("\nroutes: [{ commands: [getNodeInfo], pool: iri_back }]", Map.of()))
                .containsExactly(
                        "2: routes: the last one has commands (expected: none, so that it takes all that is left)");
    }

    @Test
    void noRouteIsBehindOneThatTakesEverything() throws IOException {
        assertThat(problems("""
                        routes:
                        - { pool: iri_back }
                        - { commands: [attachToTangle], pool: iri_pow_back }
                        - { pool: iri_back }
                        """, Map.of()))
                .containsExactly(
                        "1: routes: one before the last has no commands (expected: some, as it leaves nothing)");
    }

    @Test
    void aWhitelistThatCantBeReadIsNamed() throws IOException {
        assertThat(problems("\nrules: { whitelist: { file: gone } }", Map.of()))
                .containsExactly("2: rules.whitelist.file: DIR/gone: no such file");
    }

    @Test
    void aCommandMayBeSeenInAnotherWay() throws Exception {
        List<CommandProfile> known = balancer(
                        "commands: { extend: [{ name: GETTRYTES, class: write }, { name: new, class: read, cost: 3 }] }")
                .rules()
                .commands()
                .known();
        assertThat(known)
                .hasSize(CommandProfiles.IRI.size() + 1)
                .contains(
                        new CommandProfile("GETTRYTES", CommandClass.WRITE, "", RetryRule.NEVER, 1),
                        new CommandProfile("new", CommandClass.READ, "", RetryRule.NEVER, 3))
                .extracting(CommandProfile::name)
                .doesNotContain("getTrytes");
    }

    @Test
    void whatIsNotToldByCommandsIsNotJudgedByThem() throws Exception {
        RulesConfig rules = balancer(
                        "{ commands: { profile: none }, rules: { require-command: false, deny-commands: [] } }")
                .rules();
        assertThat(rules.commands())
                .isEqualTo(new CommandRules(List.of(), false, List.of(), WorkLimits.NONE, List.of()));
    }

    private static AddressBlock block(String literal, int prefix) throws UnknownHostException {
        return new AddressBlock(InetAddress.getByName(literal), prefix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: b: c          | 1: not YAML: mapping values are not allowed here
            {                | 1: not YAML: while parsing a flow node, expected the node content, but found '<stream end>'
            "a: 1\\n---\\nb" | 2: not YAML: expected a single document in the stream, but found another document
            - a              | 1: not a mapping (expected: keys with values)
            text             | 1: not a mapping (expected: keys with values)
            *a               | 1: not YAML: found undefined alias a
            """)
    void whatIsNoYamlIsRefusedWithItsLine(String yaml, String expected) throws IOException {
        String text = yaml.replace("\\n", "\n").replace("\"", "");

        assertThat(problems(text, Map.of()).get(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void whatIsNestedBeyondAllUseIsRefusedWithItsLine(String level) throws IOException {
        assertThat(problems("via:\n " + level.repeat(20_000), Map.of()))
                .containsExactly("2: not YAML: nested too deep (expected: at most 32 levels)");
    }

    @Test
    void aFileThatCantBeReadIsNamed() throws IOException {
        Path gone = dir.resolve("gone.yml");
        Path latin = Files.write(dir.resolve("latin.yml"), "# \u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problemsOf(gone, Map.of())).extracting(Problem::toString).containsExactly(gone + ": no such file");
        assertThat(problemsOf(latin, Map.of()))
                .extracting(Problem::toString)
                .containsExactly(latin + ": not a text in UTF-8");
        assertThat(problemsOf(dir, Map.of()))
                .extracting(Problem::toString)
                .containsExactly(dir + ": can't be read: Is a directory");
        Path endless = Path.of("/dev/zero");
        assertThat(problemsOf(endless, Map.of()).stream().map(Problem::toString))
                .containsExactly("/dev/zero: can't be read: longer than 1 MiB");
    }

    @Test
    void valuesMayComeFromTheEnvironment() throws Exception {
        String yaml = """
                max-connections: ${MAX}
                workers: "${WORKERS:-2}"
                nodes: { directory: "${BASE:-/srv}/${NAME}" }
                rules: { require-header: "${HEADER:-}" }
                """;

        Settings settings =
                read(yaml, Map.of("MAX", "7", "NAME", "a: ${b}", "WORKERS", "")).settings();

        assertThat(settings.balancer().maxConnections()).isEqualTo(7);
        assertThat(settings.balancer().workers()).isEqualTo(2);
        assertThat(settings.nodes()).isEqualTo(new NodesSettings.Directory(Path.of("/srv/a: ${b}")));
        assertThat(settings.balancer().rules().requireHeader()).isEmpty();
    }

    @Test
    void aVariableThatIsNotSetIsNamed() throws IOException {
        String yaml = "max-connections: ${MAX}\nworkers: ${1}\nmax-body: ${SIZE}\nvia: ${VIA}\n";

        assertThat(problems(yaml, Map.of("SIZE", "big")))
                .containsExactly(
                        "1: max-connections: ${MAX} is not set in the environment (expected: a value, or ${MAX:-fallback})",
                        "2: workers: malformed placeholder (expected: ${NAME} or ${NAME:-fallback})",
                        "3: max-body: big (expected: a size from 1B to 1GiB, such as 500kB, 1MB or 1MiB)",
                        "4: via: ${VIA} is not set in the environment (expected: a value, or ${VIA:-fallback})");
    }

    @Test
    void sizesWithoutUnitAreBytes() throws Exception {
        assertThat(balancer("max-body: 1234").maxBody()).isEqualTo(1234);
    }
}
