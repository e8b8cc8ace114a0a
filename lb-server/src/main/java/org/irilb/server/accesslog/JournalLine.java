package org.irilb.server.accesslog;

import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;

/**
 * A line with its level in front, as systemd's journal takes it (man sd-daemon), so that {@code journalctl -p err} shows
 * what went wrong: what HAProxy raises from info to err with "option log-separate-errors". The writer's thread only.
 */
final class JournalLine implements AccessLine {

    private static final String ERROR = "<3>";
    private static final String INFO = "<6>";

    private final AccessLine line;

    JournalLine(AccessLine line) {
        this.line = line;
    }

    @Override
    public void append(AccessRecord record, StringBuilder out) {
        out.append(wentWrong(record) ? ERROR : INFO);
        line.append(record, out);
    }

    private static boolean wentWrong(AccessRecord record) {
        boolean ended = record.ending() == Ending.NORMAL || record.ending() == Ending.LOCAL;
        return !ended || record.status() >= 500 || record.retries() > 0 || record.redispatched();
    }
}
