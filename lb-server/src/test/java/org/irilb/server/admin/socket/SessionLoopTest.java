package org.irilb.server.admin.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Warnings;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.config.Level;
import org.junit.jupiter.api.Test;

final class SessionLoopTest {

    /** Longer than any test waits for an answer. */
    private static final SessionLimits PATIENT = new SessionLimits(1, Duration.ofHours(1));

    /** Fails in each turn until it is mended, in one way or another. */
    private static final class BrokenSelector extends AbstractSelector {

        private final AtomicInteger failures = new AtomicInteger();
        private final Set<SelectionKey> none = new HashSet<>();
        private volatile boolean broken = true;

        BrokenSelector() {
            super(SelectorProvider.provider());
        }

        @Override
        public int select(long timeout) throws IOException {
            if (!broken) {
                return 0;
            }
            if (failures.getAndIncrement() % 2 == 0) {
                throw new IOException("on purpose");
            }
            throw new IllegalStateException("on purpose");
        }

        @Override
        public int select() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int selectNow() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SelectionKey> keys() {
            return none;
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return none;
        }

        @Override
        public Selector wakeup() {
            return this;
        }

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseSelector() {
            // nothing is open
        }
    }

    @Test
    void whatFailsInEachTurnIsToldOnceAndTriedAgainAfterAPause() throws Exception {
        BrokenSelector selector = new BrokenSelector();
        SessionLoop loop = new SessionLoop(selector, List.of(), PATIENT, new Commands(List.of()));
        Thread thread = new Thread(loop, "broken");
        try (Warnings warnings = new Warnings()) {
            thread.start();
            Await.until("it pauses", () -> thread.getState() == Thread.State.TIMED_WAITING);
            Await.until("more turns have failed", () -> selector.failures.get() > 2);
            assertThat(warnings.about("has lost a turn")).hasSize(1);

            selector.broken = false;
            CountDownLatch mended = new CountDownLatch(1);
            loop.execute(mended::countDown);
            Await.until("it goes on", () -> mended.getCount() == 0);

            selector.broken = true;
            Await.until(
                    "a later failure is told again",
                    () -> warnings.about("has lost a turn").size() == 2);
        } finally {
            loop.stop();
            thread.join();
        }
    }

    @Test
    void aCommandThatFailsLaterIsAnsweredAndToldOnce() throws Exception {
        try (Warnings warnings = new Warnings()) {
            assertThat(answer(CompletableFuture.failedFuture(new IllegalStateException("on purpose"))))
                    .isEqualTo("Internal error, see the log.\n\n");
            assertThat(warnings.about("'later' failed")).hasSize(1);
        }
    }

    @Test
    void anAnswerThatComesLaterAndCannotBeMadeEndsItsSession() throws Exception {
        Stream<String> broken = Stream.generate(() -> {
            throw new IllegalStateException("on purpose");
        });
        try (Warnings warnings = new Warnings()) {
            assertThat(answer(CompletableFuture.completedFuture(Answer.listing(broken))))
                    .isEmpty();
            assertThat(warnings.about("was closed (java.lang.IllegalStateException: on purpose)"))
                    .hasSize(1);
        }
    }

    /** All that a client reads until it is let go. */
    private static String answer(CompletableFuture<Answer> known) throws Exception {
        AdminCommand late = AdminCommand.of(
                AdminCommand.Spec.of(Level.USER, "later", "", "say something later"), call -> new Answer.Later(known));
        BoundEndpoint endpoint =
                BoundEndpoint.open(new AdminEndpoint(new InetSocketAddress("127.0.0.1", 0), Level.USER));
        SessionLoop loop = new SessionLoop(List.of(endpoint), PATIENT, new Commands(List.of(late)));
        Thread thread = new Thread(loop, "later");
        thread.start();
        try (Wire client = Wire.connect((InetSocketAddress) endpoint.address()).send("later\n")) {
            return client.readToEnd();
        } finally {
            loop.stop();
            thread.join();
        }
    }
}
