package org.irilb.core.http;

/** How the end of a message's body is found (RFC 9112, section 6.3). */
public enum Framing {
    /** There is no body. */
    NONE,
    /** By Content-Length. */
    LENGTH,
    /** By the last chunk. */
    CHUNKED,
    /** By the end of the connection; answers only. */
    UNTIL_CLOSE
}
