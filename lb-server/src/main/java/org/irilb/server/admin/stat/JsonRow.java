package org.irilb.server.admin.stat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** Writes one row as a JSON array of its figures. */
final class JsonRow implements FigureWriter {

    private static final Column[] COLUMNS = Column.values();

    private final Row<?> row;
    private final JsonGenerator json;

    private JsonRow(Row<?> row, JsonGenerator json) {
        this.row = row;
        this.json = json;
    }

    /** All rows on one line, as an array of their arrays. */
    static Iterator<String> array(Iterator<Row<?>> rows, boolean details) {
        return new Iterator<>() {
            private String before = "[";
            private boolean closed;

            @Override
            public boolean hasNext() {
                return !closed;
            }

            @Override
            public String next() {
                if (!rows.hasNext()) {
                    closed = true;
                    return (before.equals("[") ? "[" : "") + "]\n";
                }
                String piece = before + of(rows.next(), details);
                before = ",";
                return piece;
            }
        };
    }

    private static String of(Row<?> row, boolean details) {
        return JsonFigure.text(json -> {
            json.writeStartArray();
            JsonRow writer = new JsonRow(row, json);
            for (Column column : COLUMNS) {
                if (details || !column.isConfidential()) {
                    row.write(column, writer);
                }
            }
            json.writeEndArray();
        });
    }

    @Override
    public void number(Column column, long value) {
        write(column, () -> JsonFigure.number(json, column.type(), value));
    }

    @Override
    public void text(Column column, String value) {
        write(column, () -> JsonFigure.string(json, column.type(), value));
    }

    private interface Value {
        void write() throws IOException;
    }

    private void write(Column column, Value value) {
        try {
            json.writeStartObject();
            json.writeStringField("objType", row.kind().word());
            json.writeNumberField("proxyId", row.iid());
            json.writeNumberField("id", row.sid());
            JsonFigure.describe(json, column.position(), column.label(), row.tags(column));
            value.write();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
