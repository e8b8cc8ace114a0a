package org.irilb.server.admin.stat;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes rows as comma-separated values, each followed by a comma, the last one too. One thread's. */
final class CsvRow implements FigureWriter {

    static final String HEADER = "# "
            + Arrays.stream(Column.values())
                    .map(column -> (column == Column.FIRST_OF_MODULES ? "-," : "") + column.label() + ",")
                    .collect(Collectors.joining())
            + "\n";

    private static final Column[] COLUMNS = Column.values();

    private final StringBuilder line = new StringBuilder(500);
    private final boolean details;

    /** @param details whether addresses and algorithms are shown */
    CsvRow(boolean details) {
        this.details = details;
    }

    String of(Row<?> row) {
        line.setLength(0);
        for (Column column : COLUMNS) {
            if (column == Column.FIRST_OF_MODULES) {
                line.append("-,");
            }
            if (details || !column.isConfidential()) {
                row.write(column, this);
            }
            line.append(',');
        }
        return line.append('\n').toString();
    }

    @Override
    public void number(Column column, long value) {
        line.append(value);
    }

    @Override
    public void text(Column column, String value) {
        String text = OneLine.of(value);
        boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0;
        line.append(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
    }
}
