package org.irilb.server.admin.stat;

import java.util.Iterator;
import java.util.stream.Stream;

/** The forms in which {@code show stat} can be had. */
public enum StatForm {
    CSV,
    TYPED,
    JSON;

    /**
     * What {@code show stat} prints, in pieces of at most a row; each is made when it is asked for.
     *
     * @param details whether addresses and algorithms are shown
     * @param described whether each field comes with what it says; only where it is {@link #TYPED}
     */
    public Iterator<String> write(View view, RowFilter filter, boolean details, boolean described) {
        Stream<Row<?>> rows = StatRows.of(view, filter);
        return switch (this) {
            case CSV ->
                Stream.concat(Stream.of(CsvRow.HEADER), rows.map(new CsvRow(details)::of))
                        .iterator();
            case TYPED -> rows.map(row -> TypedRow.of(row, details, described)).iterator();
            case JSON -> JsonRow.array(rows.iterator(), details);
        };
    }
}
