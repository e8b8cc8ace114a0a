package org.irilb.server.admin.stat;

/** Is told all that {@code show stat} tells, figure by figure, row after row. */
public interface FigureReader {

    /** Whom the next figures are about. */
    void row(Subject subject);

    void number(Column column, long value);

    void text(Column column, String value);

    /**
     * A row's subject.
     *
     * @param proxy name of the listener or pool
     * @param server ID of the node; empty if it is none
     */
    record Subject(Kind kind, String proxy, String server) {}

    /** Tells {@code reader} everything that is in {@code view}. */
    static void read(View view, FigureReader reader) {
        StatRows.of(view, RowFilter.ALL).forEach(row -> read(row, reader));
    }

    private static void read(Row<?> row, FigureReader reader) {
        FigureWriter writer = new FigureWriter() {
            @Override
            public void number(Column column, long value) {
                reader.number(column, value);
            }

            @Override
            public void text(Column column, String value) {
                reader.text(column, value);
            }
        };
        reader.row(row.name());
        for (Column column : Column.values()) {
            row.write(column, writer);
        }
    }
}
