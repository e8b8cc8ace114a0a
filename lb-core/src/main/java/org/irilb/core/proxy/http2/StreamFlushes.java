package org.irilb.core.proxy.http2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.proxy.exchange.Worker;

/** What the streams of a connection have gathered goes out together, at the end of a turn. One loop's. */
final class StreamFlushes {

    private final Worker worker;
    private final Http2Codec codec;
    private final ArrayDeque<StreamCarrier> waiting = new ArrayDeque<>();
    private boolean scheduled;

    StreamFlushes(Worker worker, Http2Codec codec) {
        this.worker = worker;
        this.codec = codec;
    }

    /** Has what {@code carrier} has gathered go out, together with what others gather by the end of this turn. */
    void add(StreamCarrier carrier) {
        if (carrier.joinFlush()) {
            waiting.add(carrier);
        }
        soon();
    }

    /** The same, of what the codec has. */
    void soon() {
        if (!scheduled) {
            scheduled = true;
            worker.post(this::now);
        }
    }

    void now() {
        scheduled = false;
        List<StreamCarrier> flushed = new ArrayList<>(waiting);
        waiting.clear();
        flushed.forEach(StreamCarrier::write);
        codec.flush();
        flushed.forEach(StreamCarrier::flushed);
    }
}
