/**
 * The access log: a line for each request, in HAProxy's format or as JSON, to standard output or a file. Loops only put
 * a record into a queue; one thread makes lines and writes them. What is measured, and how a request can end, is said by
 * lb-core's {@code AccessRecord}. Start at {@link org.irilb.server.accesslog.AccessLogWriter}.
 */
@NullMarked
package org.irilb.server.accesslog;

import org.jspecify.annotations.NullMarked;
