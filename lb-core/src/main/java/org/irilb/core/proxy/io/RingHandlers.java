package org.irilb.core.proxy.io;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.concurrent.CompletableFuture;

/**
 * Makes Netty's handlers of io_uring, each with an end that waits for the last read of its own. Any thread.
 *
 * <p>A handler is woken up through an eventfd that it always has a read under way for. What it submits once it prepares its
 * end, a thread of the kernel carries out, which looks the descriptor up by its number when it comes to it. Netty (4.2.18)
 * cancels that read and doesn't wait for it: it closes the descriptor and frees the memory. If the number is a connection's
 * by then, of whatever part of the process, the read takes 8 bytes off that connection and writes them over freed memory.
 * But for a wake-up that is on its way Netty does wait, so that each end is given one.
 */
final class RingHandlers implements IoHandlerFactory {

    private final IoHandlerFactory netty;

    RingHandlers() {
        this(IoUringIoHandler.newFactory());
    }

    /** @param netty makes what is woken up */
    RingHandlers(IoHandlerFactory netty) {
        this.netty = netty;
    }

    @Override
    public IoHandler newHandler(ThreadAwareExecutor loop) {
        return new AwakeAtTheEnd(netty.newHandler(loop));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return netty.isChangingThreadSupported();
    }

    private static final class AwakeAtTheEnd extends PassingHandler {

        AwakeAtTheEnd(IoHandler netty) {
            super(netty);
        }

        @Override
        public void destroy() {
            // Its own thread can't wake it up.
            CompletableFuture.runAsync(this::wakeup, task -> new Thread(task, "irilb-last-wakeup").start())
                    .join();
            super.destroy();
        }
    }
}
