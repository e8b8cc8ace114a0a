package org.irilb.server.admin.stat;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;

/** Which columns a kind of subject has, and where their values come from. Immutable once it has been filled. */
final class Figures<T> {

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
