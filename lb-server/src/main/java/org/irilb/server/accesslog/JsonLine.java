package org.irilb.server.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Load;
import org.irilb.core.metrics.AccessRecord.RequestText;

/** An object for each request; a phase that wasn't reached is null, for averages' sake. The writer's thread only. */
final class JsonLine implements AccessLine {

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final Stamp began = new Stamp("uuuu-MM-dd'T'HH:mm:ss", ZoneOffset.UTC);
    private final StringWriter line = new StringWriter();

    @Override
    public void append(AccessRecord record, StringBuilder out) {
        line.getBuffer().setLength(0);
        try (JsonGenerator to = json.createGenerator(line)) {
            to.writeStartObject();
            to.writeStringField("time", began.of(record.beganMillis()) + 'Z');
            to.writeStringField(
                    "client", NetUtil.toAddressString(record.client().getAddress()));
            to.writeNumberField("client_port", record.client().getPort());
            writePlace(record, to);
            if (record.tls().isPresent()) {
                to.writeStringField("tls_version", record.tls().get().version());
                to.writeStringField("tls_cipher", record.tls().get().cipher());
            }
            writeMeasured("status", record.status(), to);
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

    private static void writePlace(AccessRecord record, JsonGenerator to) throws IOException {
        to.writeStringField("listener", record.listener());
        to.writeStringField("pool", record.pool());
        if (record.server().isEmpty()) {
            to.writeNullField("server");
        } else {
            to.writeStringField("server", record.server());
        }
    }

    private static void writeTimes(AccessRecord record, JsonGenerator to) throws IOException {
        writeMeasured("request_ms", record.requestMillis(), to);
        writeMeasured("queue_ms", record.queueMillis(), to);
        writeMeasured("connect_ms", record.connectMillis(), to);
        writeMeasured("response_ms", record.responseMillis(), to);
        writeMeasured("total_ms", record.totalMillis(), to);
    }

    /** @param value -1 if it wasn't reached */
    private static void writeMeasured(String field, long value, JsonGenerator to) throws IOException {
        if (value < 0) {
            to.writeNullField(field);
        } else {
            to.writeNumberField(field, value);
        }
    }

    private static void writeLoad(AccessRecord record, JsonGenerator to) throws IOException {
        Load load = record.load();
        to.writeNumberField("connections", load.connections());
        to.writeNumberField("listener_connections", load.listenerConnections());
        to.writeNumberField("pool_requests", load.poolRequests());
        to.writeNumberField("server_requests", load.serverRequests());
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
