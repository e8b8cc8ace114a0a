package org.irilb.core.proxy.io;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Makes Netty's handlers of epoll, each with registrations that outlive a time in which nothing is waited for. Any thread.
 *
 * <p>Netty (4.2.18) has epoll forget a descriptor that waits for nothing, as that of a client that has said its last word,
 * and keeps its registration for one that epoll knows: what is waited for later fails, as the room to send the rest of a
 * long answer does. So there is a new registration then.
 */
final class EpollHandlers implements IoHandlerFactory {

    private final IoHandlerFactory netty = EpollIoHandler.newFactory();

    @Override
    public IoHandler newHandler(ThreadAwareExecutor loop) {
        return new Registering(netty.newHandler(loop));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return netty.isChangingThreadSupported();
    }

    private static final class Registering extends PassingHandler {

        Registering(IoHandler netty) {
            super(netty);
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return new Renewed(this, handle, registerOnce(handle));
        }

        private IoRegistration registerOnce(IoHandle handle) throws Exception {
            return super.register(handle);
        }
    }

    /** What a channel waits for. The loop's. */
    private static final class Renewed implements IoRegistration {

        private final Registering handler;
        private final IoHandle handle;
        private IoRegistration netty;
        private boolean waits;
        private boolean forgotten;

        Renewed(Registering handler, IoHandle handle, IoRegistration netty) {
            this.handler = handler;
            this.handle = handle;
            this.netty = netty;
        }

        @Override
        public long submit(IoOps ops) {
            boolean forNothing = ops.equals(EpollIoOps.NONE);
            if (forgotten && !forNothing && netty.isValid()) {
                renew();
            }
            forgotten = forNothing && (waits || forgotten);
            waits = !forNothing;
            return netty.submit(ops);
        }

        private void renew() {
            netty.cancel();
            try {
                netty = handler.registerOnce(handle);
            } catch (Exception e) {
                throw new IllegalStateException("epoll: " + handle + " can't be registered again", e);
            }
        }

        @Override
        public <T> T attachment() {
            return netty.attachment();
        }

        @Override
        public boolean isValid() {
            return netty.isValid();
        }

        @Override
        public boolean cancel() {
            return netty.cancel();
        }
    }
}
