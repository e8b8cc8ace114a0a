package org.irilb.server.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.RequestText;

/**
 * HAProxy's HTTP format (manual, chapter 8.2.3) with the User-Agent as captured header, and the body behind it. What
 * could be taken for the end of a field, and all that can't be printed, is written as {@code #XX}.
 */
public final class HaproxyLine implements AccessLine {

    private final DateTimeFormatter date;

    /** @param zone of the dates, which don't name it */
    public HaproxyLine(ZoneId zone) {
        this.date = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ENGLISH)
                .withZone(zone);
    }

    @Override
    public void append(AccessRecord record, StringBuilder out) {
        String address = record.client().getAddress().getHostAddress();
        out.append(address).append(':').append(record.client().getPort()).append(" [");
        date.formatTo(Instant.ofEpochMilli(record.beganMillis()), out);
        out.append("] ").append(record.listener()).append(' ');
        out.append(record.pool()).append('/').append(record.server().isEmpty() ? "<NOSRV>" : record.server());
        out.append(' ').append(record.requestMillis()).append('/').append(record.queueMillis());
        out.append('/').append(record.connectMillis()).append('/').append(record.responseMillis());
        out.append('/').append(record.totalMillis()).append(' ').append(record.status());
        out.append(' ').append(record.bytes()).append(" - - "); // no cookies are captured
        out.append(record.ending().letter()).append(record.phase().letter()).append("-- ");
        appendLoad(record, out);
        out.append(" 0/").append(record.queuePosition()).append(" {"); // nodes have no queue of their own
        record.request().ifPresent(request -> appendSafe(request.userAgent(), "#\"{|}", out));
        out.append("} \"");
        record.request()
                .ifPresentOrElse(request -> appendSafe(request.line(), "#\"", out), () -> out.append("<BADREQ>"));
        out.append('"');
        record.request().ifPresent(request -> appendBody(request, out));
    }

    private static void appendLoad(AccessRecord record, StringBuilder out) {
        AccessRecord.Load load = record.load();
        out.append(load.connections()).append('/').append(load.listenerConnections());
        out.append('/').append(load.poolRequests()).append('/').append(load.serverRequests());
        out.append('/').append(record.redispatched() ? "+" : "").append(record.retries());
    }

    private static void appendBody(RequestText request, StringBuilder out) {
        out.append(" body:");
        appendSafe(new String(request.body(), StandardCharsets.ISO_8859_1), "#", out);
    }

    private static void appendSafe(String latin1, String unsafe, StringBuilder out) {
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c >= ' ' && c < 0x7f && unsafe.indexOf(c) < 0) {
                out.append(c);
            } else {
                out.append(String.format("#%02X", c & 0xff));
            }
        }
    }
}
