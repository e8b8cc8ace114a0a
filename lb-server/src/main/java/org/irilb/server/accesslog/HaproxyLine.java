package org.irilb.server.accesslog;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.RequestText;

/**
 * HAProxy's HTTP format (manual, chapter 8.2.3) with the User-Agent as captured header, a second slot that stays empty
 * as it always was, suite and version of TLS where it is spoken, and the body behind them. What could be taken for the end of a field, and all that can't be printed,
 * is written as {@code #XX}. The writer's thread only.
 */
final class HaproxyLine implements AccessLine {

    private static final String HEX = "0123456789ABCDEF";

    private final Stamp began;

    /** @param zone of the dates, which don't name it */
    HaproxyLine(ZoneId zone) {
        this.began = new Stamp("dd/MMM/yyyy:HH:mm:ss", zone);
    }

    @Override
    public void append(AccessRecord record, StringBuilder out) {
        out.append(NetUtil.toAddressString(record.client().getAddress()));
        out.append(':').append(record.client().getPort());
        out.append(" [").append(began.of(record.beganMillis())).append("] ");
        appendPlace(record, out);
        appendTimes(record, out);
        out.append(' ').append(record.status()).append(' ').append(record.bytes());
        out.append(" - - "); // no cookies are captured, and the flags tell of none
        out.append(record.ending().letter()).append(record.phase().letter()).append("-- ");
        appendLoad(record, out);
        out.append(" 0/").append(record.queuePosition()); // nodes have no queue of their own
        record.request()
                .ifPresentOrElse(request -> appendRequest(request, out), () -> out.append(" {|} {} \"<BADREQ>\""));
        record.tls()
                .ifPresent(
                        tls -> out.append(' ').append(tls.cipher()).append(' ').append(tls.version()));
        out.append(" body:");
        record.request().ifPresent(request -> appendBody(request, out));
    }

    private static void appendPlace(AccessRecord record, StringBuilder out) {
        appendName(record.listener(), out);
        out.append(record.tls().isPresent() ? "~ " : " ");
        appendName(record.pool(), out);
        out.append('/');
        if (record.server().isEmpty()) {
            out.append("<NOSRV>");
        } else {
            appendName(record.server(), out);
        }
    }

    /** Names come from configuration and Consul, in UTF-8. */
    private static void appendName(String name, StringBuilder out) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            append((char) (b & 0xff), " #", out);
        }
    }

    private static void appendTimes(AccessRecord record, StringBuilder out) {
        out.append(' ').append(record.requestMillis()).append('/').append(record.queueMillis());
        out.append('/').append(record.connectMillis()).append('/').append(record.responseMillis());
        out.append('/').append(record.totalMillis());
    }

    private static void appendLoad(AccessRecord record, StringBuilder out) {
        AccessRecord.Load load = record.load();
        out.append(load.connections()).append('/').append(load.listenerConnections());
        out.append('/').append(load.poolRequests()).append('/').append(load.serverRequests());
        out.append('/').append(record.redispatched() ? "+" : "").append(record.retries());
    }

    private static void appendRequest(RequestText request, StringBuilder out) {
        out.append(" {");
        appendLatin1(request.userAgent(), "#\"{|}", out);
        out.append("|} {} \"");
        appendLatin1(request.line(), "#\"", out);
        out.append('"');
    }

    private static void appendBody(RequestText request, StringBuilder out) {
        for (byte b : request.body()) {
            append((char) (b & 0xff), "#", out);
        }
    }

    private static void appendLatin1(String text, String unsafe, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            append((char) (text.charAt(i) & 0xff), unsafe, out);
        }
    }

    private static void append(char c, String unsafe, StringBuilder out) {
        if (c >= ' ' && c < 0x7f && unsafe.indexOf(c) < 0) {
            out.append(c);
        } else {
            out.append('#').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        }
    }
}
