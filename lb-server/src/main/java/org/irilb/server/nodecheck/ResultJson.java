package org.irilb.server.nodecheck;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.NodeInfo;

/** Writes the result of a check as one line of JSON. Stateless. */
final class ResultJson {

    private ResultJson() {}

    static String of(CheckResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("passing", result.passed());
            json.writeBooleanField("warning", result.warning());
            json.writeStringField("status", result.status().name());
            json.writeNumberField("code", result.httpCode());
            json.writeNumberField("milliseconds", result.took().toMillis());
            json.writeStringField("text", result.text());
            if (result.info().isPresent()) {
                write(json, result.info().get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** In the order of names, so that two results can be compared. */
    private static void write(JsonGenerator json, NodeInfo info) throws IOException {
        json.writeObjectFieldStart("node");
        for (var entry : new TreeMap<>(info.texts()).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        for (var entry : new TreeMap<>(info.numbers()).entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeArrayFieldStart("features");
        for (String feature : info.features()) {
            json.writeString(feature);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
