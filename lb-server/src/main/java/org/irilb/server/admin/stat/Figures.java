package org.irilb.server.admin.stat;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Timings;

/** Which columns a kind of subject has, and where their values come from. Immutable once it has been filled. */
final class Figures<T> {

    private static final long NANOS_A_MILLI = 1_000_000;

    private interface Figure<T> {
        void write(T of, Column column, FigureWriter writer);
    }

    private final Map<Column, Figure<T>> figures = new EnumMap<>(Column.class);
    private final Function<T, Counters> counters;

    /** @param counters where {@link #counter} looks */
    Figures(Function<T, Counters> counters) {
        this.counters = counters;
    }

    Figures<T> number(Column column, ToLongFunction<T> value) {
        figures.put(column, (of, key, writer) -> writer.number(key, value.applyAsLong(of)));
        return this;
    }

    /** Has no value at times. */
    Figures<T> number(Column column, ToLongFunction<T> value, Predicate<T> isThere) {
        figures.put(column, (of, key, writer) -> {
            if (isThere.test(of)) {
                writer.number(key, value.applyAsLong(of));
            }
        });
        return this;
    }

    /** An empty text is no value. */
    Figures<T> text(Column column, Function<T, String> value) {
        figures.put(column, (of, key, writer) -> {
            String text = value.apply(of);
            if (!text.isEmpty()) {
                writer.text(key, text);
            }
        });
        return this;
    }

    Figures<T> counter(Column column, Counter counter) {
        return number(column, of -> counters.apply(of).sum(counter));
    }

    /** What has begun and not yet ended. */
    Figures<T> open(Column column, Counter begun, Counter ended) {
        return number(column, of -> counters.apply(of).open(begun, ended));
    }

    /**
     * How long requests took, in milliseconds.
     *
     * @param average of the last ones, in nanoseconds
     */
    Figures<T> timings(BiFunction<T, Timings.Phase, Average> average, Function<T, Timings> timings) {
        for (Timings.Phase phase : Timings.Phase.values()) {
            number(column(phase), of -> Math.round(average.apply(of, phase).value() / NANOS_A_MILLI));
            number(columnOfHighest(phase), of -> timings.apply(of).highest(phase) / NANOS_A_MILLI);
        }
        return this;
    }

    /** How TLS was agreed on; sessions that were taken up again HAProxy tells apart from the others. */
    Figures<T> handshakes() {
        return number(Column.SSL_SESS, of -> Handshakes.full(counters.apply(of)))
                .counter(Column.SSL_REUSED_SESS, Counter.TLS_RESUMPTIONS)
                .counter(Column.SSL_FAILED_HANDSHAKE, Counter.TLS_HANDSHAKE_ERRORS);
    }

    /** What was said over HTTP/1; nothing passes by without being copied. */
    Figures<T> http1() {
        return open(Column.H1_OPEN_CONNECTIONS, Counter.H1_CONNECTIONS, Counter.H1_CONNECTIONS_ENDED)
                .open(Column.H1_OPEN_STREAMS, Counter.H1_STREAMS, Counter.H1_STREAMS_ENDED)
                .counter(Column.H1_TOTAL_CONNECTIONS, Counter.H1_CONNECTIONS)
                .counter(Column.H1_TOTAL_STREAMS, Counter.H1_STREAMS)
                .counter(Column.H1_BYTES_IN, Counter.H1_BYTES_IN)
                .counter(Column.H1_BYTES_OUT, Counter.H1_BYTES_OUT)
                .never(Column.H1_SPLICED_BYTES_IN, Column.H1_SPLICED_BYTES_OUT);
    }

    private static Column column(Timings.Phase phase) {
        return switch (phase) {
            case QUEUE -> Column.QTIME;
            case CONNECT -> Column.CTIME;
            case RESPONSE -> Column.RTIME;
            case TOTAL -> Column.TTIME;
        };
    }

    private static Column columnOfHighest(Timings.Phase phase) {
        return switch (phase) {
            case QUEUE -> Column.QTIME_MAX;
            case CONNECT -> Column.CTIME_MAX;
            case RESPONSE -> Column.RTIME_MAX;
            case TOTAL -> Column.TTIME_MAX;
        };
    }

    /** What this balancer never does, whatever comes: 0 is the truth. */
    Figures<T> never(Column... columns) {
        for (Column column : columns) {
            number(column, of -> 0);
        }
        return this;
    }

    /** Writes the value of a column, if there is one. */
    void write(T of, Column column, FigureWriter writer) {
        Figure<T> figure = figures.get(column);
        if (figure != null) {
            figure.write(of, column, writer);
        }
    }
}
