package org.irilb.server.admin.stat;

/** Takes figures one after another and writes them in some form. */
interface FigureWriter {

    void number(Column column, long value);

    void text(Column column, String value);
}
