package org.irilb.server.access;

import org.irilb.core.metrics.AccessRecord;

/** A format of the access log. One thread's. */
@FunctionalInterface
public interface AccessLine {

    /** Appends one line, without its end. */
    void append(AccessRecord record, StringBuilder out);
}
