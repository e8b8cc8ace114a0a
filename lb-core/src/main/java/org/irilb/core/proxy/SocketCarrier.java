package org.irilb.core.proxy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.exchange.Carrier;
import org.irilb.core.proxy.exchange.Worker;
import org.irilb.core.proxy.io.Farewell;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.listener.Listener;

/** A client's connection over TCP, as it carries requests one after the other over HTTP/1. One loop's. */
final class SocketCarrier implements Carrier {

    private final Worker worker;
    private final Listener listener;
    private final SocketChannel channel;
    private final Outbox outbox;
    private final Farewell farewell;

    SocketCarrier(Worker worker, Listener listener, SocketChannel channel) {
        this.worker = worker;
        this.listener = listener;
        this.channel = channel;
        this.outbox = new Outbox(channel);
        this.farewell = new Farewell(worker.loop(), channel, outbox);
    }

    /** How it ends. */
    Farewell farewell() {
        return farewell;
    }

    private void count(Counter counter, long amount) {
        listener.counters().add(worker.index(), counter, amount);
    }

    @Override
    public ByteBufAllocator allocator() {
        return channel.alloc();
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void reading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void requestBegins() {
        count(Counter.H1_STREAMS, 1);
    }

    @Override
    public void requestEnds() {
        count(Counter.H1_STREAMS_ENDED, 1);
    }

    @Override
    public void answered(long bytes) {
        count(Counter.H1_BYTES_OUT, bytes);
    }

    @Override
    public boolean carriesOneRequest() {
        return false;
    }

    @Override
    public RequestText logged(RequestText text) {
        return text;
    }

    @Override
    public void end(boolean lingering) {
        farewell.begin(lingering);
    }

    @Override
    public void cut() {
        farewell.cut();
    }

    /** It ends behind the answer anyway. */
    @Override
    public void dismiss() {}

    @Override
    public void reject() {
        cut();
    }

    @Override
    public void close() {
        channel.close();
    }
}
