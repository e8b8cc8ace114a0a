package org.irilb.server.admin.stat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.irilb.server.text.Text;

/** Writes one row as a JSON array of its figures. */
final class JsonRow implements FigureWriter {

    private static final Column[] COLUMNS = Column.values();

    private final Row<?> row;
    private final JsonGenerator json;

    private JsonRow(Row<?> row, JsonGenerator json) {
        this.row = row;
        this.json = json;
    }

    /** What stands between the rows. */
    private static final class Brackets {

        private boolean open;

        String beforeRow() {
            String before = open ? "," : "[";
            open = true;
            return before;
        }

        String end() {
            return open ? "]\n" : "[]\n";
        }
    }

    /** All rows on one line, as an array of their arrays. */
    static Stream<Text.Part> array(Stream<Row<?>> rows, boolean details) {
        Brackets brackets = new Brackets();
        Stream<Text.Part> parts = rows.map(row -> out -> {
            out.put(brackets.beforeRow());
            out.put(of(row, details));
        });
        return Stream.concat(parts, Stream.of(out -> out.put(brackets.end())));
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
