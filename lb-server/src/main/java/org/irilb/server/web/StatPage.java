package org.irilb.server.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.Column;
import org.irilb.server.admin.stat.FigureReader;
import org.irilb.server.admin.stat.Kind;
import org.irilb.server.admin.stat.View;

/** The statistics as plain tables, one for each listener and pool. Made for one page. */
final class StatPage implements FigureReader {

    private static final Map<Column, String> TITLES = new EnumMap<>(Column.class);

    static {
        TITLES.put(Column.STATUS, "Status");
        TITLES.put(Column.WEIGHT, "Weight");
        TITLES.put(Column.QCUR, "Queue");
        TITLES.put(Column.QMAX, "max");
        TITLES.put(Column.RATE, "Rate");
        TITLES.put(Column.RATE_MAX, "max");
        TITLES.put(Column.SCUR, "Now");
        TITLES.put(Column.SMAX, "max");
        TITLES.put(Column.SLIM, "limit");
        TITLES.put(Column.STOT, "Total");
        TITLES.put(Column.BIN, "Bytes in");
        TITLES.put(Column.BOUT, "out");
        TITLES.put(Column.DREQ, "Denied");
        TITLES.put(Column.EREQ, "Errors: request");
        TITLES.put(Column.ECON, "connect");
        TITLES.put(Column.ERESP, "answer");
        TITLES.put(Column.WRETR, "Retried");
        TITLES.put(Column.WREDIS, "moved");
        TITLES.put(Column.HRSP_2XX, "2xx");
        TITLES.put(Column.HRSP_4XX, "4xx");
        TITLES.put(Column.HRSP_5XX, "5xx");
        TITLES.put(Column.LASTCHG, "Since, s");
        TITLES.put(Column.CHKFAIL, "Checks failed");
        TITLES.put(Column.DOWNTIME, "Down, s");
        TITLES.put(Column.LAST_CHK, "Last check");
    }

    private record Row(Subject subject, Map<Column, String> cells) {}

    private final List<Row> rows = new ArrayList<>();

    private StatPage() {}

    static String html(View view) {
        StatPage page = new StatPage();
        FigureReader.read(view, page);
        BalancerStatus status = view.status();
        StringBuilder html = new StringBuilder(4096);
        html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>iri-lb</title><style>")
                .append("body{font:14px sans-serif}table{border-collapse:collapse;margin-bottom:1.5em}")
                .append("td,th{border:1px solid #ccc;padding:2px 6px;text-align:right}")
                .append("td:first-child,th:first-child,td:last-child{text-align:left}caption{text-align:left}")
                .append(".DOWN{background:#fbb}.MAINT,.DRAIN{background:#fd9}.UP,.OPEN{background:#dfd}")
                .append("</style></head><body><h1>iri-lb ")
                .append(escaped(Build.read().version()))
                .append("</h1><p>up ")
                .append(status.uptime().toSeconds())
                .append(" s, ")
                .append(status.currentConnections())
                .append(" of ")
                .append(status.limits().connections())
                .append(" connections, ")
                .append(status.workers())
                .append(" workers, ")
                .append(escaped(status.transport()))
                .append(
                        " · <a href=\"/;csv\">CSV</a> <a href=\"/;json\">JSON</a> <a href=\"/metrics\">metrics</a></p>");
        page.tables(html);
        return html.append("</body></html>\n").toString();
    }

    private void tables(StringBuilder html) {
        String open = "";
        for (Row row : rows) {
            if (!row.subject().proxy().equals(open)) {
                if (!open.isEmpty()) {
                    html.append("</table>");
                }
                open = row.subject().proxy();
                begin(open, html);
            }
            line(row, html);
        }
        html.append(open.isEmpty() ? "" : "</table>");
    }

    private static void begin(String proxy, StringBuilder html) {
        html.append("<table><caption><b>").append(escaped(proxy)).append("</b></caption><tr><th></th>");
        TITLES.forEach((column, title) -> html.append("<th title=\"")
                .append(escaped(column.purpose()))
                .append("\">")
                .append(escaped(title))
                .append("</th>"));
        html.append("</tr>");
    }

    private static void line(Row row, StringBuilder html) {
        String status = row.cells().getOrDefault(Column.STATUS, "");
        html.append("<tr class=\"")
                .append(escaped(status.split(" ")[0]))
                .append("\"><td>")
                .append(escaped(
                        row.subject().kind() == Kind.SERVER
                                ? row.subject().server()
                                : row.subject().kind().name()))
                .append("</td>");
        TITLES.keySet()
                .forEach(column -> html.append("<td>")
                        .append(escaped(row.cells().getOrDefault(column, "")))
                        .append("</td>"));
        html.append("</tr>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public void row(Subject subject) {
        rows.add(new Row(subject, new EnumMap<>(Column.class)));
    }

    @Override
    public void number(Column column, long value) {
        text(column, Long.toString(value));
    }

    @Override
    public void text(Column column, String value) {
        if (TITLES.containsKey(column)) {
            rows.get(rows.size() - 1).cells().put(column, value);
        }
    }
}
