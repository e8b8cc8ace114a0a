package org.irilb.server.admin.stat;

/** Writes one row in HAProxy's typed form, a line for each figure (HAProxy management guide, chapter 9.2). */
final class TypedRow implements FigureWriter {

    private static final Column[] COLUMNS = Column.values();

    private final Row<?> row;
    private final boolean described;
    private final StringBuilder lines = new StringBuilder(2000);

    private TypedRow(Row<?> row, boolean described) {
        this.row = row;
        this.described = described;
    }

    static String of(Row<?> row, boolean details, boolean described) {
        TypedRow typed = new TypedRow(row, described);
        for (Column column : COLUMNS) {
            if (details || !column.isConfidential()) {
                row.write(column, typed);
            }
        }
        return typed.lines.toString();
    }

    @Override
    public void number(Column column, long value) {
        begin(column).append(value);
        end(column);
    }

    @Override
    public void text(Column column, String value) {
        begin(column).append(OneLine.of(value));
        end(column);
    }

    private StringBuilder begin(Column column) {
        return lines.append(row.kind().letter())
                .append('.')
                .append(row.iid())
                .append('.')
                .append(row.sid())
                .append('.')
                .append(column.position())
                .append('.')
                .append(column.label())
                .append(".1:")
                .append(row.tags(column))
                .append(':')
                .append(column.type())
                .append(':');
    }

    private void end(Column column) {
        if (described) {
            lines.append(":\"").append(column.purpose()).append('"');
        }
        lines.append('\n');
    }
}
