package org.irilb.server.admin.stat;

/**
 * A row of {@code show stat}: a subject and its figures, which are read when it is written.
 *
 * @param iid number of the listener or pool
 * @param sid number of the server in its pool, else 0
 */
record Row<T>(Kind kind, int iid, int sid, Figures<T> figures, T subject) {

    /** Whom it is about. */
    FigureReader.Subject name() {
        String[] names = new String[2];
        FigureWriter writer = new FigureWriter() {
            @Override
            public void number(Column column, long value) {
                throw new IllegalStateException(column.toString());
            }

            @Override
            public void text(Column column, String value) {
                names[column.ordinal()] = value;
            }
        };
        write(Column.PXNAME, writer);
        write(Column.SVNAME, writer);
        return new FigureReader.Subject(kind, names[0], kind == Kind.SERVER ? names[1] : "");
    }

    /** Writes the value of a column, if there is one. */
    void write(Column column, FigureWriter writer) {
        figures.write(subject, column, writer);
    }

    /** The tags of a column; HAProxy has others for some columns of some kinds. */
    String tags(Column column) {
        return switch (column) {
            case RATE, RATE_MAX -> kind == Kind.BACKEND ? "MGP" : column.tags();
            case ACT, BCK -> kind == Kind.SERVER ? "SGP" : column.tags();
            default -> column.tags();
        };
    }
}
