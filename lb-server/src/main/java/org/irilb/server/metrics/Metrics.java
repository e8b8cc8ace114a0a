package org.irilb.server.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.View;
import org.irilb.server.text.SharedText;
import org.irilb.server.text.Text;

/**
 * All metrics, as Prometheus asks for them. What is told is at most a second old, unless slow readers leave no room
 * for what is newer. Any thread.
 */
public final class Metrics {

    /** The content type of what is written. */
    public static final String TYPE = Exposition.TYPE;

    /** Nobody scrapes more often. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Statistics statistics;
    private final List<MetricSource> sources;
    private final SharedText plain;
    private final SharedText compressed;

    /** @param more what is told besides that which can be read of {@code statistics}, and of the JVM */
    public Metrics(Statistics statistics, List<MetricSource> more) {
        this(statistics, more, System::nanoTime);
    }

    Metrics(Statistics statistics, List<MetricSource> more, LongSupplier nanoClock) {
        this.statistics = statistics;
        this.plain = new SharedText(this::write, FRESH, nanoClock);
        this.compressed = new SharedText(this::compress, FRESH, nanoClock);
        this.sources = Stream.concat(
                        Stream.of(
                                new ProcessMetrics(),
                                new HaproxyMetrics(),
                                new BalancerMetrics(),
                                new NodeMetrics(),
                                new JvmMetrics()),
                        more.stream())
                .toList();
    }

    /**
     * All of them.
     *
     * @param gzip whether compressed, to a tenth or less
     */
    public Text text(boolean gzip) {
        return (gzip ? compressed : plain).take();
    }

    /** The same if somebody has asked for them a moment ago. Never waits. */
    public Optional<Text> madeText(boolean gzip) {
        return (gzip ? compressed : plain).takeMade();
    }

    private void write(OutputStream out) {
        View view = statistics.view();
        Exposition exposition = new Exposition(out);
        sources.forEach(source -> source.write(view, exposition));
        exposition.finish();
    }

    private void compress(OutputStream out) throws IOException {
        try (FastGzip gzip = new FastGzip(out)) {
            write(gzip);
        }
    }

    /** What is said twice is found; more isn't worth the time. */
    private static final class FastGzip extends GZIPOutputStream {

        private static final int BUFFER = 16 * 1024;

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
