package org.irilb.server.admin.stat;

import org.irilb.server.text.Text;
import org.irilb.server.text.TextBuffer;

/**
 * A row in HAProxy's typed form, a line for each figure (HAProxy management guide, chapter 9.2).
 *
 * @param details whether addresses and algorithms are shown
 * @param described whether each figure comes with what it says
 */
record TypedRow(Row<?> row, boolean details, boolean described) implements Text.Part {

    private static final Column[] COLUMNS = Column.values();

    @Override
    public void write(TextBuffer out) {
        Lines lines = new Lines(row.kind().letter() + "." + row.iid() + "." + row.sid() + ".", out);
        for (Column column : COLUMNS) {
            if (details || !column.isConfidential()) {
                row.write(column, lines);
            }
        }
    }

    private final class Lines implements FigureWriter {

        private final String subject;
        private final TextBuffer out;

        Lines(String subject, TextBuffer out) {
            this.subject = subject;
            this.out = out;
        }

        @Override
        public void number(Column column, long value) {
            begin(column);
            out.put(value);
            end(column);
        }

        @Override
        public void text(Column column, String value) {
            begin(column);
            out.put(OneLine.of(value));
            end(column);
        }

        private void begin(Column column) {
            out.put(subject);
            out.put(column.position());
            out.put('.');
            out.put(column.label());
            out.put(".1:");
            out.put(row.tags(column));
            out.put(':');
            out.put(column.type());
            out.put(':');
        }

        private void end(Column column) {
            if (described) {
                out.put(":\"");
                out.put(column.purpose());
                out.put('"');
            }
            out.put('\n');
        }
    }
}
