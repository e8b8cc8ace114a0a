package org.irilb.server.config;

import org.irilb.core.config.Http2Config;

/** The keys of a listener's section {@code h2}. */
final class Http2Reader {

    private static final int LARGEST = 1 << 30;

    private Http2Reader() {}

    static Http2Config read(Section h2) {
        Http2Config standard = Http2Config.STANDARD;
        Kind<Integer> window = Quantities.size(Http2Config.SMALLEST_WINDOW, LARGEST);
        return new Http2Config(
                h2.value("clear", Kind.FLAG, standard.clear()),
                h2.value("max-streams", Kind.integer(1, Http2Config.MOST_STREAMS), standard.streams()),
                h2.value("header-list", Quantities.size(Http2Config.SHORTEST_LIST, LARGEST), standard.headerList()),
                h2.value("stream-window", window, standard.streamWindow()),
                h2.value("connection-window", window, standard.connectionWindow()),
                h2.value("unfinished-bodies", Quantities.size(1, LARGEST), standard.unfinished()),
                h2.value("control-frames", AbuseReader.RATE, standard.controlFrames()),
                h2.value("resets", AbuseReader.RATE, standard.resets()));
    }
}
