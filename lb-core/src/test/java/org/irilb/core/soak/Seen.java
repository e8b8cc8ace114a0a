package org.irilb.core.soak;

/** What a client has seen of an answer. */
enum Seen {
    /** All of it, with status 200, and it belongs to the request. */
    OWN,
    /** A whole answer with status 200 that is another's, or isn't what the node has sent. */
    ANOTHERS,
    /** The connection ended inside it. */
    CUT,
    /** The connection ended before it. */
    NOTHING,
    /** Neither an answer nor an end. */
    SILENCE,
    BAD_REQUEST,
    REQUEST_TIMEOUT,
    BAD_GATEWAY,
    UNAVAILABLE,
    GATEWAY_TIMEOUT,
    OTHER_STATUS;

    static Seen ofStatus(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 408 -> REQUEST_TIMEOUT;
            case 502 -> BAD_GATEWAY;
            case 503 -> UNAVAILABLE;
            case 504 -> GATEWAY_TIMEOUT;
            default -> OTHER_STATUS;
        };
    }
}
