package org.irilb.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;

final class SharedTextTest {

    private static final long FRESH = 500_000_000;

    private int made;
    private long now = Long.MAX_VALUE - 3; // the clock may wrap around
    private final SharedText text = new SharedText(this::write, Duration.ofNanos(FRESH), () -> now);

    private void write(OutputStream out) throws IOException {
        made++;
        out.write(("text " + made + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
        out.write('.');
    }

    private static String read(Text text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.writeTo(out);
        assertThat(out.size()).isEqualTo((int) text.length());
        String whole = out.toString(StandardCharsets.US_ASCII);
        assertThat(whole).endsWith("xx.");
        return whole.substring(0, whole.indexOf('x', 4));
    }

    private String ask() throws IOException {
        try (Text taken = text.take()) {
            return read(taken);
        }
    }

    @Test
    void thoseWhoAskAtATimeAreToldTheSame() throws IOException {
        assertThat(ask()).isEqualTo("text 1");
        now += FRESH - 1;
        assertThat(ask()).isEqualTo("text 1");
        now += 1;
        assertThat(ask()).isEqualTo("text 2");
    }

    @Test
    void whoReadsSlowlyReadsOnWhatHeHasBegun() throws IOException {
        try (Text slow = text.take()) {
            now += FRESH;
            assertThat(ask()).isEqualTo("text 2");
            assertThat(read(slow)).isEqualTo("text 1");
        }
    }

    @Test
    void slowReadersKeepNoMoreThanThreeTextsAliveAndNobodyWaits() throws IOException {
        List<Text> slow = new ArrayList<>();
        Set<String> alive = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Text taken = text.take();
            slow.add(taken);
            alive.add(read(taken));
            now += FRESH;
        }
        assertThat(alive).containsExactlyInAnyOrder("text 1", "text 2", "text 3");
        slow.forEach(Text::close);
        assertThat(ask()).isEqualTo("text 4");
    }

    @Test
    void whatCouldNotBeMadeIsMadeAnew() throws IOException {
        boolean[] broken = {true};
        SharedText shared = new SharedText(
                out -> {
                    if (broken[0]) {
                        throw new IOException("on purpose");
                    }
                    write(out);
                },
                Duration.ofNanos(FRESH),
                () -> now);
        assertThatThrownBy(shared::take).isInstanceOf(UncheckedIOException.class);
        broken[0] = false;
        try (Text taken = shared.take()) {
            assertThat(read(taken)).isEqualTo("text 1");
        }
    }

    @Test
    void whatIsNoLongerTrueIsToldToNobody() throws IOException {
        assertThat(ask()).isEqualTo("text 1");
        text.invalidate();
        assertThat(ask()).isEqualTo("text 2");
        assertThat(ask()).isEqualTo("text 2");
    }

    @Test
    void whatIsMadeIsHadWithoutMakingIt() throws IOException {
        assertThat(text.takeMade()).isEmpty();
        assertThat(ask()).isEqualTo("text 1");
        try (Text made = text.takeMade().orElseThrow()) {
            assertThat(read(made)).isEqualTo("text 1");
        }
        text.invalidate();
        assertThat(text.takeMade()).isEmpty();
        assertThat(ask()).isEqualTo("text 2");
        now += FRESH;
        assertThat(text.takeMade()).isEmpty();
        assertThat(made).isEqualTo(2);
    }

    @Test
    void whoAsksWhileItIsMadeWaitsForItUnlessHeWantsNoMoreThanIsMade() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SharedText slow = new SharedText(
                out -> {
                    begun.countDown();
                    Await.latch(goOn);
                    write(out);
                },
                Duration.ofNanos(FRESH),
                () -> now);
        CompletableFuture<Text> first = CompletableFuture.supplyAsync(slow::take);
        begun.await();
        CompletableFuture<Text> second = CompletableFuture.supplyAsync(slow::take);
        assertThat(slow.takeMade()).isEmpty();
        goOn.countDown();
        try (Text one = first.get();
                Text other = second.get()) {
            assertThat(read(one)).isEqualTo("text 1");
            assertThat(read(other)).isEqualTo("text 1");
        }
    }

    @Test
    void whatChangesWhileItIsMadeIsToldToThoseWhoAskLater() throws IOException {
        boolean[] change = {true};
        SharedText[] shared = new SharedText[1];
        shared[0] = new SharedText(
                out -> {
                    write(out);
                    if (change[0]) {
                        shared[0].invalidate();
                    }
                },
                Duration.ofNanos(FRESH),
                () -> now);
        shared[0].take().close();
        change[0] = false;
        assertThat(shared[0].takeMade()).isEmpty();
        try (Text anew = shared[0].take()) {
            assertThat(read(anew)).isEqualTo("text 2");
        }
    }

    @Test
    void socketsReadItWithoutACopyAndItsMemoryIsUsedAgain() {
        Set<Long> lengths = new HashSet<>();
        try (Text taken = text.take()) {
            taken.pieces().forEachRemaining(piece -> {
                assertThat(piece.isDirect()).isTrue();
                lengths.add((long) piece.remaining());
            });
        }
        assertThat(lengths).hasSize(2); // all but the last one are full
        long held = directBytes();
        for (int i = 0; i < 1_000; i++) {
            now += FRESH;
            Text slow = text.take();
            now += FRESH;
            text.take().close();
            slow.close();
        }
        assertThat(directBytes() - held).isLessThan(3 * 200_000);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void whoWantsItFreshIsToldNothingWhileSlowReadersKeepTheOldOnes() throws IOException {
        List<Text> slow = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slow.add(text.takeFresh().orElseThrow());
            text.invalidate();
        }
        assertThat(text.takeFresh()).isEmpty();
        assertThat(ask()).isEqualTo("text 3");
        slow.get(0).close();
        try (Text fresh = text.takeFresh().orElseThrow()) {
            assertThat(read(fresh)).isEqualTo("text 4");
        }
    }
}
