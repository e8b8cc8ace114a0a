package org.irilb.server.admin.stat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.irilb.server.text.Text;
import org.irilb.server.text.TextBuffer;

/**
 * A row as comma-separated values, each followed by a comma, the last one too.
 *
 * @param details whether addresses and algorithms are shown
 */
record CsvRow(Row<?> row, boolean details) implements Text.Part {

    private static final Column[] COLUMNS = Column.values();

    private static final String NAMES = "# "
            + Arrays.stream(COLUMNS)
                    .map(column -> (column == Column.FIRST_OF_MODULES ? "-," : "") + column.label() + ",")
                    .collect(Collectors.joining())
            + "\n";

    /** The line that comes first. */
    static final Text.Part HEADER = out -> out.put(NAMES);

    @Override
    public void write(TextBuffer out) {
        Cells cells = new Cells(out);
        for (Column column : COLUMNS) {
            if (column == Column.FIRST_OF_MODULES) {
                out.put("-,");
            }
            if (details || !column.isConfidential()) {
                row.write(column, cells);
            }
            out.put(',');
        }
        out.put('\n');
    }

    private record Cells(TextBuffer out) implements FigureWriter {

        @Override
        public void number(Column column, long value) {
            out.put(value);
        }

        @Override
        public void text(Column column, String value) {
            String text = OneLine.of(value);
            boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0;
            out.put(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
        }
    }
}
