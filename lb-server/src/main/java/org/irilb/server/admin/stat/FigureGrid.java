package org.irilb.server.admin.stat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that {@code show stat} tells, to be read column by column. Made for one look. */
public final class FigureGrid {

    /** Is told the cells of a column, where there is something in them. */
    public interface ColumnReader {

        /** @param row counts the rows of its kind, from 0 */
        void number(int row, long value);

        /** @param row counts the rows of its kind, from 0 */
        void text(int row, String value);
    }

    private final Map<Kind, List<Row<?>>> rows = new EnumMap<>(Kind.class);

    public FigureGrid(View view) {
        StatRows.of(view, RowFilter.ALL)
                .forEach(row -> rows.computeIfAbsent(row.kind(), kind -> new ArrayList<>())
                        .add(row));
    }

    private List<Row<?>> rows(Kind kind) {
        return rows.getOrDefault(kind, List.of());
    }

    /** Whom the rows of a kind are about. */
    public List<FigureReader.Subject> subjects(Kind kind) {
        return rows(kind).stream().map(Row::name).toList();
    }

    /** Tells {@code reader} what is in a column of the rows of a kind. */
    public void read(Kind kind, Column column, ColumnReader reader) {
        Cell cell = new Cell(reader);
        for (Row<?> row : rows(kind)) {
            row.write(column, cell);
            cell.row++;
        }
    }

    private static final class Cell implements FigureWriter {

        private final ColumnReader reader;
        private int row;

        Cell(ColumnReader reader) {
            this.reader = reader;
        }

        @Override
        public void number(Column column, long value) {
            reader.number(row, value);
        }

        @Override
        public void text(Column column, String value) {
            reader.text(row, value);
        }
    }
}
