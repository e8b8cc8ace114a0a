package org.irilb.server.admin.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.Zone;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ConnectionLimits;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.Histogram;
import org.irilb.core.metrics.ListenerState;
import org.irilb.core.metrics.Meters;
import org.irilb.core.metrics.NameServerStatus;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Outages;
import org.irilb.core.metrics.PowStatus;
import org.irilb.core.metrics.SourcesStatus;
import org.irilb.core.metrics.Timings;
import org.irilb.server.text.Text;
import org.irilb.server.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that need a second look, with a clock that only moves when told. */
final class StatisticsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private static final Outages OUTAGES = new Outages(3, Duration.ofSeconds(61), Duration.ofSeconds(5));

    private final Counters listener = new Counters(1);
    private final Counters pool = new Counters(1);
    private final Timings poolTimings = new Timings(1);
    private final List<ServerStatus> servers = new ArrayList<>(List.of(server("a", "")));
    private long now = -SECOND / 2;
    private final long[] cpuNanos = {-1, -1};
    private final Statistics statistics =
            new Statistics(this::status, this::meters, () -> now, thread -> cpuNanos[(int) thread - 7]);

    private Meters meters() {
        return new Meters(
                List.of(listener),
                List.of(new Meters.Subject(pool, poolTimings)),
                servers.stream()
                        .map(server -> new Meters.Subject(server.counters(), server.timings()))
                        .toList(),
                status().loops());
    }

    private static ServerStatus server(String name, String reason) {
        return server(name, reason, 100);
    }

    private static ServerStatus server(String name, String reason, int share) {
        return server(name, reason, share, NodeHealth.UNKNOWN);
    }

    private static ServerStatus server(String name, String reason, int share, NodeHealth health) {
        Counters counters = new Counters(1);
        Timings timings = new Timings(1);
        return new ServerStatus(
                name,
                1,
                "[::1]:80",
                "UP",
                reason,
                Zone.ONLY,
                true,
                1,
                1,
                ByHand.NOTHING,
                share,
                1,
                0,
                0,
                Duration.ZERO,
                OUTAGES,
                0,
                0,
                health,
                counters,
                timings);
    }

    private BalancerStatus status() {
        return new BalancerStatus(
                Instant.EPOCH,
                Duration.ZERO,
                2,
                "nio",
                1,
                true,
                new ConnectionLimits(11, 12, 13, 14, 15),
                16,
                17,
                3,
                18,
                List.of(),
                List.of(new ListenerStatus("front", "0.0.0.0:1", true, ListenerState.OPEN, 1, 0, 0, listener)),
                List.of(new PoolStatus(
                        "back",
                        "roundrobin",
                        1,
                        0,
                        0,
                        0,
                        0,
                        pool,
                        poolTimings,
                        new Histogram(1),
                        OUTAGES,
                        List.copyOf(servers))),
                new SourcesStatus(1, 0, 0, 0, new SourcesStatus.Periods(0, 0, 0)),
                List.of(),
                new PowStatus(0, 0, 0, 0, 0, 0),
                List.of(
                        new BalancerStatus.LoopThread(7, new Histogram(1)),
                        new BalancerStatus.LoopThread(8, new Histogram(1)),
                        new BalancerStatus.LoopThread(0, new Histogram(1))),
                List.of(new NameServerStatus("10.0.0.53", 9, 1, 3, 0, 2, 1, 1, 1)));
    }

    private void afterASecond() {
        now += SECOND;
        statistics.tick();
    }

    /** The figures of a row, from the typed form. */
    private Map<String, String> row(char kind) {
        Map<String, String> row = new TreeMap<>();
        Texts.read(StatForm.TYPED.write(statistics.view(), RowFilter.ALL, true, false))
                .lines()
                .filter(line -> line.charAt(0) == kind)
                .map(line -> line.split("[.:]", 9))
                .forEach(parts -> row.put(parts[4], parts[8]));
        return row;
    }

    private static HealthStatus checked(String code, boolean isRunning, List<Duration> took) {
        return new HealthStatus(
                4,
                2,
                4,
                code,
                isRunning,
                "Layer7 wrong status",
                503,
                Duration.ofMillis(17),
                took,
                "answered 503, too bad",
                9,
                Outages.NONE);
    }

    @Test
    void aCheckThatRunsAndOneThatIsYetToComeAreMarkedAsHaproxyDoes() {
        for (boolean isRunning : new boolean[] {false, true}) {
            HealthStatus status = checked("L7RSP", isRunning, List.of());
            servers.set(
                    0,
                    server(
                            "a",
                            "",
                            100,
                            new NodeHealth(
                                    List.of(),
                                    Optional.of(status),
                                    Optional.empty(),
                                    EvidenceStatus.NONE,
                                    Optional.empty())));

            assertThat(row('S'))
                    .containsEntry("check_status", isRunning ? "* L7RSP" : "L7RSP")
                    .doesNotContainKeys("check_duration", "check_code");
        }
    }

    @Test
    void aNodesChecksAreShownAsHaproxyShowsThem() {
        assertThat(row('S')).doesNotContainKeys("check_status", "chkfail", "check_rise", "agent_status", "agent_rise");
        AgentStatus agent =
                new AgentStatus(8080, "L7STS", "Layer7 wrong status", Duration.ofMillis(2), "via agent : down", false);
        servers.set(
                0,
                server(
                        "a",
                        "",
                        100,
                        new NodeHealth(
                                List.of(),
                                Optional.of(checked("L7STS", false, List.of(Duration.ofMillis(17)))),
                                Optional.of(agent),
                                EvidenceStatus.NONE,
                                Optional.empty())));
        servers.get(0).counters().add(0, Counter.NODE_FAULTS, 4);

        assertThat(row('S'))
                .containsEntry("check_status", "L7STS")
                .containsEntry("check_desc", "Layer7 wrong status")
                .containsEntry("check_code", "503")
                .containsEntry("check_duration", "17")
                .containsEntry("check_rise", "2")
                .containsEntry("check_fall", "4")
                .containsEntry("check_health", "4")
                .containsEntry("chkfail", "9")
                .containsEntry("chkdown", "3")
                .containsEntry("downtime", "61")
                .containsEntry("last_chk", "answered 503; too bad")
                .containsEntry("agent_status", "L7STS")
                .containsEntry("agent_desc", "Layer7 wrong status")
                .containsEntry("agent_code", "0")
                .containsEntry("agent_duration", "2")
                .containsEntry("agent_rise", "1")
                .containsEntry("agent_fall", "1")
                .containsEntry("agent_health", "0")
                .containsEntry("last_agt", "via agent : down")
                .containsEntry("hanafail", "4");
        assertThat(row('B'))
                .containsEntry("chkdown", "3")
                .containsEntry("downtime", "61")
                .containsEntry("lastchg", "5");
    }

    @ParameterizedTest
    @CsvSource({"5, UP", "4, UP 3/4", "2, UP 1/4", "1, DOWN 1/2", "0, DOWN"})
    void whereANodeStandsIsToldInHaproxysWords(int health, String word) {
        HealthStatus status =
                new HealthStatus(health, 2, 4, "L7OK", false, "", 0, Duration.ZERO, List.of(), "", 0, Outages.NONE);

        assertThat(status.word()).isEqualTo(word);
    }

    @Test
    void theShareIsShownWhileItGrows() {
        assertThat(row('S')).doesNotContainKey("throttle");
        servers.set(0, server("a", "", 25));
        assertThat(row('S')).containsEntry("throttle", "25");
    }

    @Test
    void ratesAreThoseOfTheLastSecondAndTheHighestStays() {
        listener.add(0, Counter.SESSIONS, 30);
        listener.add(0, Counter.REQUESTS, 70);
        afterASecond();
        listener.add(0, Counter.SESSIONS, 5);
        afterASecond();
        assertThat(row('F'))
                .containsEntry("rate", "5")
                .containsEntry("rate_max", "30")
                .containsEntry("conn_rate", "5")
                .containsEntry("conn_rate_max", "30")
                .containsEntry("req_rate", "0")
                .containsEntry("req_rate_max", "70");
    }

    @Test
    void aPoolTellsWhenItWasUsedLast() {
        assertThat(row('B')).containsEntry("lastsess", "-1");
        pool.increment(0, Counter.SESSIONS);
        assertThat(row('B')).containsEntry("lastsess", "0");
        afterASecond();
        assertThat(row('B')).containsEntry("lastsess", "0");
        afterASecond();
        afterASecond();
        assertThat(row('B')).containsEntry("lastsess", "2");
        pool.increment(0, Counter.SESSIONS);
        assertThat(row('B')).containsEntry("lastsess", "0");
    }

    @Test
    void timesAreAveragesInMillisecondsAsOfNow() {
        poolTimings.add(0, MILLI, 2 * MILLI, 10 * MILLI, 20 * MILLI);
        poolTimings.add(0, 0, 0, 30 * MILLI, 60 * MILLI);
        assertThat(row('B'))
                .containsEntry("qtime", "1")
                .containsEntry("ctime", "1")
                .containsEntry("rtime", "20")
                .containsEntry("ttime", "40")
                .containsEntry("qtime_max", "1")
                .containsEntry("ctime_max", "2")
                .containsEntry("rtime_max", "30")
                .containsEntry("ttime_max", "60");
        afterASecond();
        assertThat(row('B')).containsEntry("rtime", "20");
    }

    @Test
    void aServerThatComesLaterCountsFromItsFirstSecond() {
        ServerStatus late = server("b", "");
        servers.set(0, late);
        late.counters().add(0, Counter.SESSIONS, 8);
        afterASecond();
        assertThat(row('S')).containsEntry("svname", "b").containsEntry("rate", "8");
    }

    @Test
    void whatSomebodyElseWritesBreaksNoLine() {
        servers.set(0, server("a", "load 1,2\nand \"more\""));
        assertThat(Texts.read(statistics.csv(true)).lines())
                .hasSize(4)
                .filteredOn(line -> line.startsWith("back,a,"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(",\"load 1;2 and \"\"more\"\"\",");
        assertThat(row('S')).containsEntry("last_chk", "load 1;2 and \"more\"").containsEntry("addr", "[::1]:80");
    }

    @Test
    void theProcessHasRatesToo() {
        listener.add(0, Counter.SESSIONS, 30);
        listener.add(0, Counter.BYTES_OUT, 4000);
        listener.add(0, Counter.COMPRESSED_FROM, 900);
        listener.add(0, Counter.COMPRESSED_TO, 300);
        afterASecond();
        assertThat(info()).contains("CompressBpsIn: 900", "CompressBpsOut: 300", "BytesOutRate: 4000");
        afterASecond();
        assertThat(InfoForm.LINES.write(
                        statistics.view(), new Build("1", "2026/01/02"), "node1", InfoForm.Detail.LEAST))
                .contains("\nConnRate: 0\n", "\nMaxConnRate: 30\n", "\nBytesOutRate: 0\n", "\nTotalBytesOut: 4000\n")
                .contains("\nRun_queue: 3\n", "\nFailedResolutions: 6\n")
                .contains("\nRelease_date: 2026/01/02\n", "\nnode: node1\n");
    }

    private String bytesInOfTheListener() {
        return Texts.read(statistics.csv(true)).lines().toList().get(1).split(",")[Column.BIN.ordinal()];
    }

    private void manyServers() {
        IntStream.range(0, 200).forEach(i -> servers.add(server("many" + i, "")));
        afterASecond();
    }

    @Test
    void thoseWhoWatchManyServersAreToldTheSameForHalfASecond() {
        manyServers();
        assertThat(bytesInOfTheListener()).isEqualTo("0");
        listener.add(0, Counter.BYTES_IN, 5);
        now += SECOND / 2 - 1;
        assertThat(bytesInOfTheListener()).isEqualTo("0");
        now += 1;
        assertThat(bytesInOfTheListener()).isEqualTo("5");
    }

    @Test
    void whatIsChangedByHandIsToldAtOnce() {
        manyServers();
        assertThat(bytesInOfTheListener()).isEqualTo("0");
        listener.add(0, Counter.BYTES_IN, 5);
        statistics.invalidate();
        assertThat(bytesInOfTheListener()).isEqualTo("5");
    }

    @Test
    void fewServersAreAlwaysToldAsTheyAre() {
        afterASecond();
        assertThat(bytesInOfTheListener()).isEqualTo("0");
        listener.add(0, Counter.BYTES_IN, 5);
        assertThat(bytesInOfTheListener()).isEqualTo("5");
    }

    @Test
    void slowReadersKeepTheTruthFromNobody() {
        manyServers();
        List<Text> slow = new ArrayList<>();
        for (int read = 0; read < 20; read++) {
            assertThat(bytesInOfTheListener()).isEqualTo(Integer.toString(read));
            slow.add(statistics.csv(true));
            listener.add(0, Counter.BYTES_IN, 1);
            statistics.invalidate();
        }
        assertThat(slow)
                .extracting(Text::length)
                .filteredOn(length -> length > 0)
                .hasSize(3);
        slow.forEach(Text::close);
        assertThat(statistics.csv(true).length()).isPositive();
    }

    @Test
    void whoMayNotSeeAddressesIsNotToldWhatOthersAre() {
        manyServers();
        assertThat(Texts.read(statistics.csv(true))).contains("[::1]:80");
        assertThat(Texts.read(statistics.csv(false))).contains("back,many7,").doesNotContain("[::1]:80");
    }

    private List<String> info() {
        return InfoForm.LINES
                .write(statistics.view(), new Build("1", "2026/01/02"), "node1", InfoForm.Detail.LEAST)
                .lines()
                .toList();
    }

    @Test
    void eachLineAboutTheProcessShowsItsOwnFigure() {
        assertThat(info())
                .contains("Maxconn: 11", "Hard_maxconn: 12", "ConnRateLimit: 13", "SessRateLimit: 14")
                .contains("SslRateLimit: 15", "CompressBpsRateLim: 16", "CurrConns: 17", "DroppedLogs: 18")
                .contains("Nbthread: 2", "Stopping: 1", "Jobs: 18", "Listeners: 1");
    }

    private String idle() {
        return info().stream()
                .filter(line -> line.startsWith("Idle_pct: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void loopsAreIdleWhileTheyComputeNothing() {
        assertThat(idle()).isEqualTo("Idle_pct: 100");
        cpuNanos[0] = 0;
        cpuNanos[1] = 0;
        afterASecond();
        assertThat(idle()).isEqualTo("Idle_pct: 100");
        cpuNanos[0] = SECOND;
        cpuNanos[1] = SECOND / 2;
        afterASecond();
        assertThat(idle()).isEqualTo("Idle_pct: 25");
        cpuNanos[0] += 2 * SECOND; // measured a moment later than the second was over
        cpuNanos[1] += SECOND;
        afterASecond();
        assertThat(idle()).isEqualTo("Idle_pct: 0");
        afterASecond();
        assertThat(idle()).isEqualTo("Idle_pct: 100");
    }

    @Test
    void fullHandshakesAreToldApartFromThoseThatGoOn() {
        listener.add(0, Counter.TLS_HANDSHAKES, 10);
        listener.add(0, Counter.TLS_RESUMPTIONS, 6);
        listener.add(0, Counter.TLS_HANDSHAKE_ERRORS, 2);
        pool.add(0, Counter.TLS_HANDSHAKES, 3);
        afterASecond();
        assertThat(row('F'))
                .containsEntry("ssl_sess", "4")
                .containsEntry("ssl_reused_sess", "6")
                .containsEntry("ssl_failed_handshake", "2");
        assertThat(row('B')).containsEntry("ssl_sess", "3").containsEntry("ssl_reused_sess", "0");
        assertThat(info())
                .contains("CurrSslConns: 3", "CumSslConns: 15", "SslRate: 12", "MaxSslRate: 12")
                .contains("SslFrontendKeyRate: 4", "SslFrontendMaxKeyRate: 4", "SslFrontendSessionReuse_pct: 66")
                .contains("SslBackendKeyRate: 3", "SslBackendMaxKeyRate: 3");
        pool.add(0, Counter.TLS_CONNECTIONS_ENDED, 2);
        afterASecond();
        assertThat(info())
                .contains("CurrSslConns: 1", "CumSslConns: 15", "SslRate: 0", "MaxSslRate: 12")
                .contains("SslFrontendSessionReuse_pct: 0", "SslBackendKeyRate: 0", "SslBackendMaxKeyRate: 3");
    }
}
