package org.irilb.server.admin.stat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.stream.Collectors;

/** The forms in which {@code show info} can be had. */
public enum InfoForm {
    LINES,
    TYPED,
    JSON;

    /**
     * What {@code show info} prints. A text that is empty is left out.
     *
     * @param node name of this machine
     * @param described whether each line says what it means; not in {@link #JSON}
     */
    public String write(View view, Build build, String node, boolean described) {
        InfoSource source = new InfoSource(view, build, node);
        return switch (this) {
            case LINES, TYPED -> lines(source, described);
            case JSON -> JsonFigure.text(json -> json(source, json)) + "\n";
        };
    }

    private String lines(InfoSource source, boolean described) {
        return InfoTable.FIELDS.stream()
                .filter(field -> !field.value().apply(source).isEmpty())
                .map(field -> begin(field)
                        + OneLine.of(field.value().apply(source))
                        + (described ? ":\"" + field.purpose() + '"' : "")
                        + "\n")
                .collect(Collectors.joining());
    }

    private String begin(InfoField field) {
        return this == TYPED
                ? field.position() + "." + field.label() + ".1:" + field.tags() + ":" + field.type() + ":"
                : field.label() + ": ";
    }

    private static void json(InfoSource source, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (InfoField field : InfoTable.FIELDS) {
            String value = field.value().apply(source);
            if (value.isEmpty()) {
                continue;
            }
            json.writeStartObject();
            JsonFigure.describe(json, field.position(), field.label(), field.tags());
            if (field.isText()) {
                JsonFigure.string(json, field.type(), value);
            } else {
                JsonFigure.number(json, field.type(), Long.parseLong(value));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
