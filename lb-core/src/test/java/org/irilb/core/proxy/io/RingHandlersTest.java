package org.irilb.core.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.JavaProcess;
import org.junit.jupiter.api.Test;

final class RingHandlersTest {

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Netty heeds no wake-up of the loop's own thread. */
    @Test
    void aLoopIsWokenUpByAnotherThreadBeforeItsEnd() {
        Thread loop = Thread.currentThread();
        IoHandlerFactory nio = NioIoHandler.newFactory();

        new RingHandlers(executor -> new PassingHandler(nio.newHandler(executor)) {

                    @Override
                    public void wakeup() {
                        told.add(Thread.currentThread() == loop ? "woken up by itself" : "woken up");
                    }

                    @Override
                    public void destroy() {
                        told.add("ended");
                        super.destroy();
                    }
                })
                .newHandler(new OwnThread(loop))
                .destroy();

        assertThat(told).containsExactly("woken up", "ended");
    }

    private record OwnThread(Thread thread) implements ThreadAwareExecutor {

        @Override
        public boolean isExecutorThread(Thread asked) {
            return asked == thread;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /**
     * In a process of its own, because memory that is written over ends the process. It takes a kernel that is late: without
     * the wake-up it failed each time on a busy machine, and seldom on an idle one.
     */
    @Test
    void aLoopThatEndsTakesNothingThatOthersReceive() throws IOException, InterruptedException {
        assumeTrue(Transport.choose(TransportChoice.AUTO) == Transport.IO_URING, "io_uring doesn't work here");

        List<String> received = JavaProcess.run(
                "256m", LoopEnds.class, Integer.getInteger("loop.ends", 700).toString());

        assertThat(Long.parseLong(received.get(0))).isPositive();
        assertThat(received.get(1)).isEqualTo("0");
    }
}
