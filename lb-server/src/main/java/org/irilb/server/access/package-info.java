/**
 * The access log: a line for each request, in HAProxy's format or as JSON. Loops only put a record into a queue; one
 * thread makes lines and prints them. What is measured, and how a request can end, is said by lb-core's
 * {@code AccessRecord}. Start at {@link org.irilb.server.access.AccessPrinter}.
 */
@NullMarked
package org.irilb.server.access;

import org.jspecify.annotations.NullMarked;
