package org.irilb.server.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.server.admin.stat.Column;
import org.irilb.server.admin.stat.FigureGrid;
import org.irilb.server.admin.stat.FigureReader.Subject;
import org.irilb.server.admin.stat.Kind;
import org.irilb.server.admin.stat.View;

/**
 * Listeners, pools and servers under the names and with the labels of HAProxy's own exporter, so that dashboards made for
 * that one go on working. Nothing is kept of nodes that are gone. Stateless.
 */
final class HaproxyMetrics implements MetricSource {

    private static final List<String> SERVER_STATES = List.of("DOWN", "UP", "MAINT", "DRAIN", "NOLB");
    private static final List<String> PROXY_STATES = List.of("DOWN", "UP");

    private static final List<String> CHECK_RESULTS = List.of(
            "HANA",
            "SOCKERR",
            "L4OK",
            "L4TOUT",
            "L4CON",
            "L6OK",
            "L6TOUT",
            "L6RSP",
            "L7TOUT",
            "L7RSP",
            "L7OK",
            "L7OKC",
            "L7STS",
            "PROCERR",
            "PROCTOUT",
            "PROCOK");

    private static final Map<String, LabelSet> STATE = Stream.of(SERVER_STATES, CHECK_RESULTS)
            .flatMap(List::stream)
            .collect(Collectors.toMap(state -> state, state -> LabelSet.of("state", state)));

    /** The answers by their status, which make one family. */
    private static final List<Column> CODES = List.of(
            Column.HRSP_1XX, Column.HRSP_2XX, Column.HRSP_3XX, Column.HRSP_4XX, Column.HRSP_5XX, Column.HRSP_OTHER);

    @Override
    public void write(View view, Exposition out) {
        FigureGrid grid = new FigureGrid(view);
        for (Kind kind : Kind.values()) {
            new Rows(grid, kind, out).write();
        }
        List<PoolStatus> pools = view.status().pools();
        servers("agg_server_status", Column.AGG_SERVER_STATUS, pools, SERVER_STATES, ServerStatus::state, out);
        servers(
                "agg_server_check_status",
                Column.AGG_SERVER_CHECK_STATUS,
                pools,
                SERVER_STATES,
                ServerStatus::state,
                out);
        servers("agg_check_status", Column.AGG_CHECK_STATUS, pools, CHECK_RESULTS, HaproxyMetrics::checkResult, out);
        sources(view.status(), out);
    }

    private static void servers(
            String name,
            Column column,
            List<PoolStatus> pools,
            List<String> states,
            Function<ServerStatus, String> state,
            Exposition out) {
        out.gauge("haproxy_backend_" + name, column.purpose());
        for (PoolStatus pool : pools) {
            LabelSet proxy = LabelSet.of("proxy", pool.name());
            Map<String, Long> counts =
                    pool.servers().stream().collect(Collectors.groupingBy(state, Collectors.counting()));
            states.forEach(one -> out.value(proxy, state(one), counts.getOrDefault(one, 0L)));
        }
    }

    private static String checkResult(ServerStatus server) {
        return server.health().checks().map(HealthStatus::code).orElse("");
    }

    /** Under the name that {@code show table} gives their table. */
    private static void sources(BalancerStatus status, Exposition out) {
        LabelSet table = LabelSet.of("name", status.listeners().get(0).name()).and("type", "ip");
        out.gauge("haproxy_sticktable_size", "sources that the table has room for")
                .value(table, status.sources().size());
        out.gauge("haproxy_sticktable_used", "sources in the table")
                .value(table, status.sources().tracked());
    }

    private static LabelSet state(String state) {
        return STATE.getOrDefault(state, LabelSet.NONE);
    }

    /** All rows of a kind, for one scrape. */
    private static final class Rows implements FigureGrid.ColumnReader {

        private final FigureGrid grid;
        private final Kind kind;
        private final Exposition out;
        private final LabelSet[] labels;
        private LabelSet code = LabelSet.NONE;
        private boolean millis;
        private List<String> states = List.of();

        Rows(FigureGrid grid, Kind kind, Exposition out) {
            this.grid = grid;
            this.kind = kind;
            this.out = out;
            Map<String, LabelSet> proxies = new HashMap<>();
            this.labels = grid.subjects(kind).stream()
                    .map(subject -> labels(
                            proxies.computeIfAbsent(subject.proxy(), name -> LabelSet.of("proxy", name)), subject))
                    .toArray(LabelSet[]::new);
        }

        private LabelSet labels(LabelSet proxy, Subject subject) {
            return kind == Kind.SERVER ? proxy.and("server", subject.server()) : proxy;
        }

        void write() {
            for (Column column : Column.values()) {
                Family family = column == Column.REQ_TOT && kind == Kind.SERVER ? null : Family.ALL.get(column);
                if (family != null) {
                    millis = family.millis();
                    family(family.name(), family.type(), column);
                }
            }
            millis = false;
            if (kind == Kind.BACKEND) {
                family("active_servers", Exposition.Type.GAUGE, Column.ACT);
                family("backup_servers", Exposition.Type.GAUGE, Column.BCK);
            }
            out.counter(full("http_responses_total"), "answers by their status");
            for (Column column : CODES) {
                code = LabelSet.of(
                        "code", column.name().substring("HRSP_".length()).toLowerCase(Locale.ROOT));
                grid.read(kind, column, this);
            }
            states("status", Column.STATUS, kind == Kind.SERVER ? SERVER_STATES : PROXY_STATES);
            states("check_status", Column.CHECK_STATUS, CHECK_RESULTS);
        }

        private void family(String name, Exposition.Type type, Column column) {
            out.family(full(name), type, column.purpose());
            grid.read(kind, column, this);
        }

        private void states(String name, Column column, List<String> all) {
            states = all;
            family(name, Exposition.Type.GAUGE, column);
        }

        private String full(String name) {
            return "haproxy_" + kind.name().toLowerCase(Locale.ROOT) + "_" + name;
        }

        @Override
        public void number(int row, long value) {
            if (millis) {
                out.millis(labels[row], value);
            } else {
                out.value(labels[row], code, value);
            }
        }

        @Override
        public void text(int row, String value) {
            String present = present(value);
            for (String state : states) {
                out.value(labels[row], state(state), state.equals(present) ? 1 : 0);
            }
        }

        /**
         * HAProxy writes {@code UP 3/4} while it is in doubt, {@code * } while a check runs, and {@code OPEN}, {@code
         * PAUSED} or {@code STOP} for listeners.
         */
        private static String present(String value) {
            String shown = value.startsWith("* ") ? value.substring(2) : value;
            int blank = shown.indexOf(' ');
            String word = blank < 0 ? shown : shown.substring(0, blank);
            return switch (word) {
                case "OPEN" -> "UP";
                case "PAUSED", "STOP" -> "DOWN";
                default -> word;
            };
        }
    }
}
