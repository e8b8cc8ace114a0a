/**
 * HTTP/1.1 on bytes (RFC 9112): a head is parsed once, strictly, into offsets over the received bytes; what goes out is
 * those bytes without the hop-by-hop lines and with ours. Bodies are framed by length, chunks or the connection's end;
 * whatever can't be framed with certainty is refused. HTTP/2's fields become such heads, and such heads its fields, in
 * {@link org.irilb.core.http.StreamHead} and {@link org.irilb.core.http.StreamAnswer}. Knows buffers, no sockets. One
 * loop owns each instance.
 * Start at {@link org.irilb.core.http.RequestHead}.
 */
@NullMarked
package org.irilb.core.http;

import org.jspecify.annotations.NullMarked;
