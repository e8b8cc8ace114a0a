package org.irilb.server.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.irilb.core.metrics.Histogram.Distribution;

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

    private static final LabelSet ALL = LabelSet.of("le", "+Inf");

    private static final byte[] HELP = ascii("# HELP ");
    private static final byte[] TYPE_OF = ascii("# TYPE ");
    private static final byte[] NOTHING = {};
    private static final byte[] BUCKET = ascii("_bucket");
    private static final byte[] SUM = ascii("_sum");
    private static final byte[] COUNT = ascii("_count");

    /** Room for the longest number. */
    private static final int DIGITS = 20;

    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private final byte[] digits = new byte[DIGITS];
    private int end;
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
        sample(NOTHING, labels, more);
        number(value);
        put('\n');
    }

    /** A time, which is told in seconds. */
    public void nanos(LabelSet labels, long nanos) {
        sample(NOTHING, labels, LabelSet.NONE);
        decimal(nanos, 9);
        put('\n');
    }

    /** A time, which is told in seconds. */
    public void millis(LabelSet labels, long millis) {
        sample(NOTHING, labels, LabelSet.NONE);
        decimal(millis, 3);
        put('\n');
    }

    /** What a histogram of times has counted, in buckets from 1 ms to 5 minutes. */
    public void distribution(LabelSet labels, Distribution times) {
        for (Bucket bucket : BUCKETS) {
            sample(BUCKET, labels, bucket.label());
            number(times.countUpTo(bucket.nanos()));
            put('\n');
        }
        sample(BUCKET, labels, ALL);
        number(times.count());
        put('\n');
        sample(SUM, labels, LabelSet.NONE);
        decimal(times.sumNanos(), 9);
        put('\n');
        sample(COUNT, labels, LabelSet.NONE);
        number(times.count());
        put('\n');
    }

    /** What somebody else has written in the same form. */
    void text(String families) {
        put(families.getBytes(StandardCharsets.UTF_8));
    }

    private void sample(byte[] suffix, LabelSet labels, LabelSet more) {
        if (!begun) {
            begin();
        }
        put(name);
        put(suffix);
        boolean both = labels.bytes().length > 0 && more.bytes().length > 0;
        if (labels.bytes().length + more.bytes().length > 0) {
            put('{');
            put(labels.bytes());
            if (both) {
                put(',');
            }
            put(more.bytes());
            put('}');
        }
        put(' ');
    }

    private void begin() {
        begun = true;
        put(HELP);
        put(name);
        put(' ');
        put(help);
        put('\n');
        put(TYPE_OF);
        put(name);
        put(' ');
        put(type.word);
        put('\n');
    }

    private void number(long value) {
        decimal(value, 0);
    }

    /** {@code value} with so many digits behind the point, without zeros at its end. */
    private void decimal(long value, int places) {
        long rest = Math.abs(value);
        int from = DIGITS;
        boolean seen = false;
        for (int place = 0; place <= places || rest > 0; place++) {
            if (place == places && seen) {
                digits[--from] = '.';
            }
            int digit = (int) (rest % 10);
            rest /= 10;
            seen |= digit > 0;
            if (seen || place >= places) {
                digits[--from] = (byte) ('0' + digit);
            }
        }
        if (value < 0) {
            put('-');
        }
        put(digits, from, DIGITS - from);
    }

    private void put(char ascii) {
        if (end == buffer.length) {
            flush();
        }
        buffer[end++] = (byte) ascii;
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int length) {
        int done = 0;
        while (done < length) {
            if (end == buffer.length) {
                flush();
            }
            int part = Math.min(length - done, buffer.length - end);
            System.arraycopy(bytes, from + done, buffer, end, part);
            end += part;
            done += part;
        }
    }

    private void flush() {
        try {
            out.write(buffer, 0, end);
            end = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All is written. */
    void finish() {
        flush();
    }
}
