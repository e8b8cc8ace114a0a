/**
 * A client's connection that speaks HTTP/2: Netty's codec, made as strict as RFC 9113 wants it, and each stream as the
 * carrier of one request, which is handed on as HTTP/1.1 has it. What becomes of requests is not known here. Start at
 * {@link org.irilb.core.proxy.http2.Http2Session}.
 */
@NullMarked
package org.irilb.core.proxy.http2;

import org.jspecify.annotations.NullMarked;
