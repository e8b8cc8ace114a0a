package org.irilb.server.web;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.irilb.server.admin.stat.Readiness;
import org.irilb.server.admin.stat.RowFilter;
import org.irilb.server.admin.stat.StatForm;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.View;
import org.irilb.server.metrics.MetricSource;
import org.irilb.server.metrics.Metrics;
import org.irilb.server.text.Text;

/**
 * What can be asked for. HAProxy's statistics are at {@code /} and {@code /stats}, and in other forms behind a semicolon,
 * as there: {@code /;csv}, {@code /;json}, {@code /;typed}, with {@code up} and {@code no-maint} (HAProxy manual, chapter
 * 4.2, "stats uri"; management guide, chapter 9). Any thread.
 */
final class Pages {

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    /** The page has no scripts, and loads nothing; should a text be taken for one all the same, nothing comes of it. */
    private static final String ONLY_STYLES =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final Statistics statistics;
    private final Metrics metrics;

    Pages(Statistics statistics, List<MetricSource> more) {
        this.statistics = statistics;
        this.metrics = new Metrics(statistics, more);
    }

    /** @param gzip whether the client takes what is compressed */
    Page answer(String method, URI uri, boolean gzip) {
        if (!METHODS.contains(method)) {
            return Page.text(405, "405 " + method + " (expected: GET or HEAD)").with("Allow", "GET, HEAD");
        }
        List<String> words = List.of(uri.getPath().split(";"));
        String path = words.isEmpty() ? "/" : words.get(0);
        return switch (path) {
            case "/", "/stats" -> statistics(Set.copyOf(words), uri.getPath().contains(";norefresh"));
            case "/metrics" -> metrics(gzip);
            case "/healthz" -> Page.text(200, "alive");
            case "/readyz" -> ready(Readiness.of(statistics.view().status()));
            default ->
                Page.text(404, "404 (expected: /stats, /;csv, /;json, /metrics, /healthz, /readyz or /node-check)");
        };
    }

    private Page metrics(boolean gzip) {
        Page page = Page.of(Metrics.TYPE, metrics.text(gzip)).with("Vary", "Accept-Encoding");
        return gzip ? page.with("Content-Encoding", "gzip") : page;
    }

    private Page statistics(Set<String> options, boolean still) {
        RowFilter filter = new RowFilter(-1, -1, -1, options.contains("up"), options.contains("no-maint"));
        if (options.contains("csv") && filter.equals(RowFilter.ALL)) {
            return Page.of("text/plain; charset=utf-8", statistics.csv(true));
        }
        View view = statistics.view();
        if (options.contains("csv")) {
            return Page.of("text/plain; charset=utf-8", StatForm.CSV.write(view, filter, true, false));
        }
        if (options.contains("json")) {
            return Page.of("application/json", StatForm.JSON.write(view, filter, true, false));
        }
        if (options.contains("typed")) {
            return Page.of("text/plain; charset=utf-8", StatForm.TYPED.write(view, filter, true, false));
        }
        Page page = Page.of("text/html; charset=utf-8", Text.of(StatPage.html(view)));
        Page safe = page.with("Content-Security-Policy", ONLY_STYLES).with("X-Frame-Options", "DENY");
        return still ? safe : safe.with("Refresh", "5");
    }

    private static Page ready(Readiness readiness) {
        return Page.text(readiness.ready() ? 200 : 503, readiness.words());
    }
}
