package org.irilb.server.web;

import java.util.List;
import java.util.Set;
import org.irilb.server.admin.stat.Readiness;
import org.irilb.server.admin.stat.RowFilter;
import org.irilb.server.admin.stat.StatForm;
import org.irilb.server.admin.stat.Statistics;
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

    Answer answer(Request request) {
        if (!METHODS.contains(request.method())) {
            return Page.text(405, "405 " + request.method() + " (expected: GET or HEAD)")
                    .with("Allow", "GET, HEAD");
        }
        List<String> words = List.of(request.path().split(";"));
        String path = words.isEmpty() ? "/" : words.get(0);
        return switch (path) {
            case "/", "/stats" -> statistics(Set.copyOf(words));
            case "/metrics" -> metrics(request.takesGzip());
            case "/healthz" -> Page.text(200, "alive");
            case "/readyz" -> ready(Readiness.of(statistics.view().status()));
            default ->
                Page.text(404, "404 (expected: /stats, /;csv, /;json, /metrics, /healthz, /readyz or /node-check)");
        };
    }

    private LongPage metrics(boolean gzip) {
        return new LongPage(() -> metrics.madeText(gzip), () -> metrics.text(gzip), text -> {
            Page page = Page.of(Metrics.TYPE, text).with("Vary", "Accept-Encoding");
            return gzip ? page.with("Content-Encoding", "gzip") : page;
        });
    }

    private LongPage statistics(Set<String> options) {
        RowFilter filter = new RowFilter(-1, -1, -1, options.contains("up"), options.contains("no-maint"));
        if (options.contains("csv") && filter.equals(RowFilter.ALL)) {
            return new LongPage(() -> statistics.madeCsv(true), () -> statistics.csv(true), Page::plain);
        }
        if (options.contains("csv")) {
            return LongPage.of(() -> written(StatForm.CSV, filter), Page::plain);
        }
        if (options.contains("json")) {
            return LongPage.of(() -> written(StatForm.JSON, filter), text -> Page.of("application/json", text));
        }
        if (options.contains("typed")) {
            return LongPage.of(() -> written(StatForm.TYPED, filter), Page::plain);
        }
        return LongPage.of(() -> Text.of(StatPage.html(statistics.view())), text -> html(text, options));
    }

    private Text written(StatForm form, RowFilter filter) {
        return form.write(statistics.view(), filter, true, false);
    }

    private static Page html(Text text, Set<String> options) {
        Page page = Page.of("text/html; charset=utf-8", text)
                .with("Content-Security-Policy", ONLY_STYLES)
                .with("X-Frame-Options", "DENY");
        return options.contains("norefresh") ? page : page.with("Refresh", "5");
    }

    private static Page ready(Readiness readiness) {
        return Page.text(readiness.ready() ? 200 : 503, readiness.words());
    }
}
