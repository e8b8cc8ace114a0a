package org.irilb.core.config;

import java.time.Duration;

/**
 * How much a client may have of a listener over one connection of HTTP/2 (RFC 9113).
 *
 * @param clear whether a connection without TLS may begin with HTTP/2's preface (section 3.3)
 * @param streams requests at a time, 1..{@link #MOST_STREAMS}; fewer if the rules refuse so many (SETTINGS_MAX_CONCURRENT_STREAMS)
 * @param headerList bytes of a request's fields, with 32 more for each field, {@link #SHORTEST_LIST} or more
 *     (SETTINGS_MAX_HEADER_LIST_SIZE)
 * @param streamWindow bytes that a stream may send ahead, {@link #SMALLEST_WINDOW} or more
 *     (SETTINGS_INITIAL_WINDOW_SIZE)
 * @param connectionWindow bytes that all streams may have on their way, {@link #SMALLEST_WINDOW} or more
 * @param unfinished bytes of bodies that are held because they aren't whole yet, 1 or more; beyond that one stream goes
 *     on at a time
 * @param controlFrames frames that are neither a request nor its body; a request and its answer bring further ones
 * @param resets streams that the client breaks off, or has us break off
 */
public record Http2Config(
        boolean clear,
        int streams,
        int headerList,
        int streamWindow,
        int connectionWindow,
        int unfinished,
        Rate controlFrames,
        Rate resets) {

    /** What a client may take for granted (RFC 9113, section 6.9.2). */
    public static final int SMALLEST_WINDOW = 65_535;

    /** At a time, of one connection. */
    public static final int MOST_STREAMS = 10_000;

    /** A request with nothing but what it must have takes less. */
    public static final int SHORTEST_LIST = 1024;

    public static final Http2Config STANDARD = new Http2Config(
            true,
            100,
            16 * 1024,
            64 * 1024,
            1024 * 1024,
            16 * 1024 * 1024,
            new Rate(1000, Duration.ofSeconds(10)),
            new Rate(200, Duration.ofSeconds(30)));

    public Http2Config {
        Checks.within("max-streams", streams, 1, MOST_STREAMS);
        Checks.within("header-list", headerList, SHORTEST_LIST, Integer.MAX_VALUE);
        Checks.within("stream-window", streamWindow, SMALLEST_WINDOW, Integer.MAX_VALUE);
        Checks.within("connection-window", connectionWindow, SMALLEST_WINDOW, Integer.MAX_VALUE);
        Checks.within("unfinished-bodies", unfinished, 1, Integer.MAX_VALUE);
    }
}
