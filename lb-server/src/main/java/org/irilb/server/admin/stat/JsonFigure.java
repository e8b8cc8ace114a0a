package org.irilb.server.admin.stat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes figures as HAProxy writes them in JSON (HAProxy management guide, chapter 9.3, "show schema json"). */
final class JsonFigure {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes JSON to memory. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private JsonFigure() {}

    static String text(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** What the field is; its value is still to come. */
    static void describe(JsonGenerator json, int position, String label, String tags) throws IOException {
        json.writeObjectFieldStart("field");
        json.writeNumberField("pos", position);
        json.writeStringField("name", label);
        json.writeEndObject();
        json.writeNumberField("processNum", 1);
        json.writeObjectFieldStart("tags");
        json.writeStringField("origin", Tags.origin(tags));
        json.writeStringField("nature", Tags.nature(tags));
        json.writeStringField("scope", Tags.scope(tags));
        json.writeEndObject();
    }

    static void number(JsonGenerator json, String type, long value) throws IOException {
        json.writeObjectFieldStart("value");
        json.writeStringField("type", type);
        json.writeNumberField("value", value);
        json.writeEndObject();
    }

    /** @param value its digits */
    static void number(JsonGenerator json, String type, String value) throws IOException {
        json.writeObjectFieldStart("value");
        json.writeStringField("type", type);
        json.writeFieldName("value");
        json.writeNumber(value);
        json.writeEndObject();
    }

    static void string(JsonGenerator json, String type, String value) throws IOException {
        json.writeObjectFieldStart("value");
        json.writeStringField("type", type);
        json.writeStringField("value", value);
        json.writeEndObject();
    }
}
