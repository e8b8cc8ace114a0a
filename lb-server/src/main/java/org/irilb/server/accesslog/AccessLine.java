package org.irilb.server.accesslog;

import org.irilb.core.metrics.AccessRecord;

/** A format of the access log. The writer's thread only. */
@FunctionalInterface
interface AccessLine {

    /** Appends one line of ASCII, without its end: whatever a request says, it can't begin a line. */
    void append(AccessRecord record, StringBuilder out);
}
