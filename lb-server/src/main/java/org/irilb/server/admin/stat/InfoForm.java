package org.irilb.server.admin.stat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The forms in which {@code show info} can be had. */
public enum InfoForm {
    LINES,
    TYPED,
    JSON;

    /**
     * How much is said of each line.
     *
     * @param described what it means, too; not in {@link #JSON}
     * @param exact its decimals, too, if it has any
     */
    public record Detail(boolean described, boolean exact) {

        public static final Detail LEAST = new Detail(false, false);
    }

    /**
     * What {@code show info} prints. A text that is empty is left out.
     *
     * @param node name of this machine
     */
    public String write(View view, Build build, String node, Detail detail) {
        InfoSource source = new InfoSource(view, build, node);
        List<InfoField> fields = detail.exact()
                ? InfoTable.FIELDS.stream().map(InfoField::exactly).toList()
                : InfoTable.FIELDS;
        return switch (this) {
            case LINES, TYPED -> lines(fields, source, detail.described());
            case JSON -> JsonFigure.text(json -> json(fields, source, json)) + "\n";
        };
    }

    private String lines(List<InfoField> fields, InfoSource source, boolean described) {
        return fields.stream()
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

    private static void json(List<InfoField> fields, InfoSource source, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (InfoField field : fields) {
            String value = field.value().apply(source);
            if (value.isEmpty()) {
                continue;
            }
            json.writeStartObject();
            JsonFigure.describe(json, field.position(), field.label(), field.tags());
            if (field.isText()) {
                JsonFigure.string(json, field.type(), value);
            } else {
                JsonFigure.number(json, field.type(), value);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
