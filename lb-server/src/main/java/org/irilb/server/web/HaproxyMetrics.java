package org.irilb.server.web;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.irilb.server.admin.stat.Column;
import org.irilb.server.admin.stat.FigureReader;
import org.irilb.server.admin.stat.Kind;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.View;

/**
 * Listeners, pools and servers under the names and with the labels of HAProxy's own exporter, so that dashboards made for
 * that one go on working. Read anew for each scrape; nothing is kept of nodes that are gone. Any thread.
 */
final class HaproxyMetrics implements MultiCollector {

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

    private final Statistics statistics;

    HaproxyMetrics(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public MetricSnapshots collect() {
        View view = statistics.view();
        Collection collection = new Collection();
        FigureReader.read(view, collection);
        return new MetricSnapshots(collection.snapshots());
    }

    /** One scrape. */
    private static final class Collection implements FigureReader {

        private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
        private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
        private final Map<String, Integer> servers = new HashMap<>();
        private Kind kind = Kind.FRONTEND;
        private Labels labels = Labels.EMPTY;

        @Override
        public void row(Subject subject) {
            kind = subject.kind();
            labels = kind == Kind.SERVER
                    ? Labels.of("proxy", subject.proxy(), "server", subject.server())
                    : Labels.of("proxy", subject.proxy());
        }

        @Override
        public void number(Column column, long value) {
            Family family = column == Column.REQ_TOT && kind == Kind.SERVER ? null : Family.ALL.get(column);
            if (family != null && family.counter()) {
                count(family.name(), column.purpose(), labels, value);
            } else if (family != null) {
                gauge(family.name(), column.purpose(), labels, value * family.scale());
            } else {
                special(column, value);
            }
        }

        private void special(Column column, long value) {
            switch (column) {
                case HRSP_1XX, HRSP_2XX, HRSP_3XX, HRSP_4XX, HRSP_5XX, HRSP_OTHER -> {
                    String code = column.name().substring("HRSP_".length()).toLowerCase(Locale.ROOT);
                    count("http_responses", "answers by their status", labels.add("code", code), value);
                }
                case ACT -> {
                    if (kind == Kind.BACKEND) {
                        gauge("active_servers", column.purpose(), labels, value);
                    }
                }
                case BCK -> {
                    if (kind == Kind.BACKEND) {
                        gauge("backup_servers", column.purpose(), labels, value);
                    }
                }
                default -> {
                    // what HAProxy's exporter doesn't tell either
                }
            }
        }

        @Override
        public void text(Column column, String value) {
            if (column == Column.STATUS) {
                String word = value.split(" ")[0];
                String state = word.equals("OPEN") ? "UP" : word;
                states("status", column, kind == Kind.SERVER ? SERVER_STATES : PROXY_STATES, state);
                if (kind == Kind.SERVER) {
                    servers.merge(state, 1, Integer::sum);
                } else if (kind == Kind.BACKEND) {
                    countServers();
                }
            } else if (column == Column.CHECK_STATUS) {
                states("check_status", column, CHECK_RESULTS, value.replace("* ", ""));
            }
        }

        /** HAProxy's rows of a pool stand before the pool's own. */
        private void countServers() {
            for (String state : SERVER_STATES) {
                int count = servers.getOrDefault(state, 0);
                gauge("agg_server_status", "servers by state", labels.add("state", state), count);
            }
            servers.clear();
        }

        private void states(String name, Column column, List<String> all, String present) {
            for (String state : all) {
                gauge(name, column.purpose(), labels.add("state", state), state.equals(present) ? 1 : 0);
            }
        }

        private String full(String name) {
            return "haproxy_" + kind.name().toLowerCase(Locale.ROOT) + "_" + name;
        }

        private void count(String name, String help, Labels labels, double value) {
            counters.computeIfAbsent(
                            full(name),
                            full -> CounterSnapshot.builder().name(full).help(help))
                    .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build());
        }

        private void gauge(String name, String help, Labels labels, double value) {
            gauges.computeIfAbsent(
                            full(name),
                            full -> GaugeSnapshot.builder().name(full).help(help))
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build());
        }

        private List<MetricSnapshot> snapshots() {
            List<MetricSnapshot> all = new ArrayList<>();
            counters.values().forEach(counter -> all.add(counter.build()));
            gauges.values().forEach(gauge -> all.add(gauge.build()));
            return all;
        }
    }
}
