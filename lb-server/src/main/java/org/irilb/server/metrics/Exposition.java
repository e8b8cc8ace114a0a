package org.irilb.server.metrics;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.irilb.core.metrics.Histogram.Distribution;
import org.irilb.server.text.DutyCycle;
import org.irilb.server.text.TextBuffer;

/**
 * Metrics in Prometheus's text form, version 0.0.4, family after family. A family that has no samples is left out.
 * Numbers and labels are written as bytes right away: a thousand nodes have more than a hundred thousand samples. One
 * thread's.
 */
public final class Exposition {

    /** The content type of what is written. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What a family's numbers are. */
    public enum Type {
        /** Only grows; its name ends with {@code _total}. */
        COUNTER("counter"),
        GAUGE("gauge"),
        HISTOGRAM("histogram");

        private final byte[] word;

        Type(String word) {
            this.word = ascii(word);
        }
    }

    private record Bucket(long nanos, LabelSet label) {

        static Bucket of(long millis) {
            String seconds = millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1e3);
            return new Bucket(TimeUnit.MILLISECONDS.toNanos(millis), LabelSet.of("le", seconds));
        }
    }

    private static final List<Bucket> BUCKETS = Stream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000)
            .map(Bucket::of)
            .toList();

    /** Bytes that are gathered for one write. */
    private static final int BATCH = 8 * 1024;

    private static final LabelSet ALL = LabelSet.of("le", "+Inf");

    private static final byte[] HELP = ascii("# HELP ");
    private static final byte[] TYPE_OF = ascii("# TYPE ");
    private static final byte[] NOTHING = {};
    private static final byte[] BUCKET = ascii("_bucket");
    private static final byte[] SUM = ascii("_sum");
    private static final byte[] COUNT = ascii("_count");

    private final OutputStream out;
    private final TextBuffer text = new TextBuffer();
    private final DutyCycle duty = new DutyCycle();
    private byte[] name = NOTHING;
    private byte[] help = NOTHING;
    private Type type = Type.GAUGE;
    private boolean begun;

    /** @param out gets all by {@link #finish} at the latest */
    Exposition(OutputStream out) {
        this.out = out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The samples that follow belong to this family.
     *
     * @param name with its unit, and {@code _total} if it is a counter
     * @param help one line
     */
    public Exposition family(String name, Type type, String help) {
        duty.restIfDue(); // its samples, or labels of those before, took time to find
        this.name = ascii(name);
        this.type = type;
        this.help = help.getBytes(StandardCharsets.UTF_8);
        this.begun = false;
        return this;
    }

    public Exposition counter(String name, String help) {
        return family(name, Type.COUNTER, help);
    }

    public Exposition gauge(String name, String help) {
        return family(name, Type.GAUGE, help);
    }

    public Exposition histogram(String name, String help) {
        return family(name, Type.HISTOGRAM, help);
    }

    public void value(long value) {
        value(LabelSet.NONE, value);
    }

    public void value(LabelSet labels, long value) {
        value(labels, LabelSet.NONE, value);
    }

    /** @param more labels that others share */
    public void value(LabelSet labels, LabelSet more, long value) {
        sample(NOTHING, labels, more, value, 0);
    }

    /** A time, which is told in seconds. */
    public void millis(LabelSet labels, long millis) {
        sample(NOTHING, labels, LabelSet.NONE, millis, 3);
    }

    /** What a histogram of times has counted, in buckets from 1 ms to 5 minutes. */
    public void distribution(LabelSet labels, Distribution times) {
        for (Bucket bucket : BUCKETS) {
            sample(BUCKET, labels, bucket.label(), times.countUpTo(bucket.nanos()), 0);
        }
        sample(BUCKET, labels, ALL, times.count(), 0);
        sample(SUM, labels, LabelSet.NONE, times.sumNanos(), 9);
        sample(COUNT, labels, LabelSet.NONE, times.count(), 0);
    }

    /** What somebody else has written in the same form. */
    void text(String families) {
        text.put(families);
    }

    private void sample(byte[] suffix, LabelSet labels, LabelSet more, long value, int places) {
        if (!begun) {
            begin();
        }
        text.put(name);
        text.put(suffix);
        boolean both = labels.bytes().length > 0 && more.bytes().length > 0;
        if (labels.bytes().length + more.bytes().length > 0) {
            text.put('{');
            text.put(labels.bytes());
            if (both) {
                text.put(',');
            }
            text.put(more.bytes());
            text.put('}');
        }
        text.put(' ');
        text.decimal(value, places);
        text.put('\n');
        if (text.length() >= BATCH) {
            text.drainTo(out);
            duty.restIfDue();
        }
    }

    private void begin() {
        begun = true;
        text.put(HELP);
        text.put(name);
        text.put(' ');
        text.put(help);
        text.put('\n');
        text.put(TYPE_OF);
        text.put(name);
        text.put(' ');
        text.put(type.word);
        text.put('\n');
    }

    /** All is written. */
    void finish() {
        text.drainTo(out);
    }
}
