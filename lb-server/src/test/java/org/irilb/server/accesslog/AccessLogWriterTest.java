package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;

class AccessLogWriterTest {

    private static final AccessLine STATUS = (record, out) -> out.append(record.status());

    /** Takes lines as a test wants it. */
    private static final class Paper implements Destination {

        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger writes = new AtomicInteger();
        volatile CountDownLatch mayWrite = new CountDownLatch(0);
        volatile int roomForBytes = Integer.MAX_VALUE;

        @Override
        public void open() {
            opened.incrementAndGet();
        }

        @Override
        public void write(ByteBuffer lines) throws IOException {
            if (lines.hasRemaining()) {
                writes.incrementAndGet();
                Await.latch(mayWrite);
            }
            while (lines.hasRemaining()) {
                if (taken.size() >= roomForBytes) {
                    throw new IOException("No space left on device");
                }
                taken.write(lines.get());
            }
        }

        @Override
        public void close() {}

        String text() {
            return taken.toString(StandardCharsets.US_ASCII);
        }
    }

    private final Paper paper = new Paper();
    private final Losses losses = new Losses(report -> {});

    private AccessLogWriter writer(int queue) {
        return new AccessLogWriter(STATUS, paper, 10, new AccessQueue(queue), losses);
    }

    @Test
    void linesComeInOrderAndSoon() {
        try (AccessLogWriter writer = writer(8)) {
            assertThat(writer.bodyLimit()).isEqualTo(10);
            writer.add(Records.plain(200));
            Await.until("the first line", () -> paper.text().equals("200\n"));
            writer.add(Records.plain(503));
            writer.add(Records.plain(404));
            Await.until("all lines", () -> paper.text().equals("200\n503\n404\n"));
        }
    }

    @Test
    void whatWasAddedIsWrittenBeforeItCloses() {
        try (AccessLogWriter writer = writer(10_000)) {
            for (int i = 0; i < 10_000; i++) {
                writer.add(Records.plain(200));
            }
        }

        assertThat(paper.text()).isEqualTo("200\n".repeat(10_000));
        assertThat(losses.total()).isZero();
    }

    @Test
    void whatGathersWhileItWritesIsWrittenAtOnce() {
        paper.mayWrite = new CountDownLatch(1);
        try (AccessLogWriter writer = writer(5_000)) {
            writer.add(Records.plain(200));
            Await.until("a write", () -> paper.writes.get() == 1);
            for (int i = 0; i < 5_000; i++) {
                writer.add(Records.plain(201));
            }
            paper.mayWrite.countDown();
            Await.until("all lines", () -> paper.text().equals("200\n" + "201\n".repeat(5_000)));

            assertThat(paper.writes.get()).isEqualTo(2);
        }
    }

    @Test
    void whatHasNoRoomWhileTheOutputStandsStillIsCounted() {
        paper.mayWrite = new CountDownLatch(1);
        try (Logged logged = Logged.by(Losses.class);
                AccessLogWriter writer = writer(100)) {
            writer.add(Records.plain(200));
            Await.until("a write", () -> paper.writes.get() == 1);
            for (int i = 0; i < 250; i++) {
                writer.add(Records.plain(201));
            }
            assertThat(writer.lost()).isEqualTo(150);
            paper.mayWrite.countDown();
            Await.until("what had room", () -> paper.text().equals("200\n" + "201\n".repeat(100)));
            writer.add(Records.plain(202));
            Await.until("what came later", () -> paper.text().endsWith("202\n"));

            assertThat(writer.lost()).isEqualTo(150);
            assertThat(logged.lines()).isEmpty();
        }
    }

    @Test
    void anOutputThatFailsGetsEverythingOnceItWorksAgain() {
        paper.roomForBytes = 6;
        try (Logged logged = Logged.by(Trouble.class);
                AccessLogWriter writer = writer(100)) {
            for (int i = 0; i < 5; i++) {
                writer.add(Records.plain(200 + i));
            }
            Await.until("a warning", () -> !logged.lines().isEmpty());
            for (int i = 5; i < 105; i++) {
                writer.add(Records.plain(200 + i));
            }
            paper.roomForBytes = Integer.MAX_VALUE;

            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 105 - losses.total(); i++) {
                all.append(200 + i).append('\n');
            }
            Await.until("all lines", () -> paper.text().equals(all.toString()));
            assertThat(writer.lost()).isLessThanOrEqualTo(5);
            assertThat(logged.lines()).hasSize(2).last().asString().endsWith("is written again");
        }
    }

    @Test
    void itClosesAlthoughItsOutputFailsAndTellsWhatIsLost() {
        paper.roomForBytes = 6;
        try (Logged logged = Logged.by(Losses.class)) {
            try (Logged hidden = Logged.by(Trouble.class);
                    AccessLogWriter writer = writer(100)) {
                writer.add(Records.plain(200));
                Await.until("a line", () -> paper.text().equals("200\n"));
                writer.add(Records.plain(201));
                Await.until("half a line and a warning", () -> !hidden.lines().isEmpty());
                writer.add(Records.plain(202));
                writer.add(Records.plain(203));
            }

            assertThat(logged.lines()).singleElement().asString().contains(" 3 requests lost");
        }
    }

    @Test
    void itClosesAlthoughItsOutputStandsStill() {
        paper.mayWrite = new CountDownLatch(1);
        try (Logged logged = Logged.by(Losses.class)) {
            try (AccessLogWriter writer = writer(100)) {
                writer.add(Records.plain(200));
                Await.until("a write", () -> paper.writes.get() == 1);
                writer.add(Records.plain(201));
                writer.add(Records.plain(202));
            }
            assertThat(logged.lines()).singleElement().asString().contains(" 2 requests lost");
        } finally {
            paper.mayWrite.countDown();
        }
    }

    @Test
    void whatComesAfterItsEndIsLost() {
        AccessLogWriter writer = writer(100);
        writer.close();
        writer.add(Records.plain(200));

        assertThat(writer.lost()).isEqualTo(1);
        assertThat(paper.text()).isEmpty();
    }

    @Test
    void itOpensAgainAlsoWhenNobodyAsksAnything() {
        try (AccessLogWriter writer = writer(100)) {
            Await.until("opened at its start", () -> paper.opened.get() == 1);
            writer.reopen();
            Await.until("opened again", () -> paper.opened.get() == 2);
            writer.add(Records.plain(200));
            Await.until("a line", () -> paper.text().equals("200\n"));

            assertThat(paper.opened.get()).isEqualTo(2);
        }
    }

    /** Four loops of which each has its own order. */
    @Test
    void theLinesOfEachLoopStayInOrder() throws InterruptedException {
        List<Thread> loops = new ArrayList<>();
        try (AccessLogWriter writer = writer(20_000)) {
            for (int loop = 1; loop <= 4; loop++) {
                int first = loop * 100_000;
                loops.add(new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        writer.add(Records.plain(first + i));
                    }
                }));
            }
            loops.forEach(Thread::start);
            for (Thread loop : loops) {
                loop.join();
            }
        }

        List<Integer> all = paper.text().lines().map(Integer::valueOf).toList();
        assertThat(all).hasSize(20_000);
        for (int loop = 1; loop <= 4; loop++) {
            int of = loop;
            assertThat(all.stream().filter(status -> status / 100_000 == of)).isSorted();
        }
    }
}
