package org.irilb.server.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.RequestText;

/** One JSON object for each request; a phase that wasn't reached is -1, as in HAProxy's format. */
public final class JsonLine implements AccessLine {

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public void append(AccessRecord record, StringBuilder out) {
        StringWriter line = new StringWriter();
        try (JsonGenerator to = json.createGenerator(line)) {
            to.writeStartObject();
            to.writeStringField(
                    "time", Instant.ofEpochMilli(record.beganMillis()).toString());
            to.writeStringField("client", record.client().getAddress().getHostAddress());
            to.writeNumberField("client_port", record.client().getPort());
            to.writeStringField("listener", record.listener());
            to.writeStringField("pool", record.pool());
            to.writeStringField("server", record.server());
            to.writeNumberField("status", record.status());
            to.writeNumberField("bytes", record.bytes());
            writeTimes(record, to);
            to.writeStringField("ending", word(record.ending()));
            to.writeStringField("phase", word(record.phase()));
            writeLoad(record, to);
            if (record.request().isPresent()) {
                writeRequest(record.request().get(), to);
            }
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter doesn't fail
        }
        out.append(line.getBuffer());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void writeTimes(AccessRecord record, JsonGenerator to) throws IOException {
        to.writeNumberField("request_ms", record.requestMillis());
        to.writeNumberField("queue_ms", record.queueMillis());
        to.writeNumberField("connect_ms", record.connectMillis());
        to.writeNumberField("response_ms", record.responseMillis());
        to.writeNumberField("total_ms", record.totalMillis());
    }

    private static void writeLoad(AccessRecord record, JsonGenerator to) throws IOException {
        to.writeNumberField("connections", record.load().connections());
        to.writeNumberField("listener_connections", record.load().listenerConnections());
        to.writeNumberField("pool_requests", record.load().poolRequests());
        to.writeNumberField("server_requests", record.load().serverRequests());
        to.writeNumberField("retries", record.retries());
        to.writeBooleanField("redispatched", record.redispatched());
        to.writeNumberField("queue_position", record.queuePosition());
    }

    private static void writeRequest(RequestText request, JsonGenerator to) throws IOException {
        to.writeStringField("request", request.line());
        to.writeStringField("user_agent", request.userAgent());
        to.writeStringField("body", new String(request.body(), StandardCharsets.UTF_8));
        to.writeNumberField("body_bytes", request.bodyLength());
    }
}
