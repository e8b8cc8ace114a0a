package org.irilb.server.admin.stat;

import java.util.stream.Stream;
import org.irilb.server.text.Text;

/** The forms in which {@code show stat} can be had. */
public enum StatForm {
    CSV,
    TYPED,
    JSON;

    /**
     * What {@code show stat} prints, made row by row while it is sent.
     *
     * @param details whether addresses and algorithms are shown
     * @param described whether each field comes with what it says; only where it is {@link #TYPED}
     */
    public Text write(View view, RowFilter filter, boolean details, boolean described) {
        Stream<Row<?>> rows = StatRows.of(view, filter);
        return Text.lazily(
                switch (this) {
                    case CSV -> Stream.concat(Stream.of(CsvRow.HEADER), rows.map(row -> new CsvRow(row, details)));
                    case TYPED -> rows.map(row -> new TypedRow(row, details, described));
                    case JSON -> JsonRow.array(rows, details);
                });
    }
}
