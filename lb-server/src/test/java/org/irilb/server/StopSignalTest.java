package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private static final long LATER_NANOS = StopSignal.SAME.toNanos();

    private final CountDownLatch ended = new CountDownLatch(1);
    private long betweenNanos = LATER_NANOS;
    private long nanos;

    private StopSignal stop(Duration patience) {
        return new StopSignal(() -> nanos += betweenNanos, Thread.currentThread(), patience, ended::countDown);
    }

    @Test
    void theFirstSignalIsWaitedFor() throws InterruptedException {
        StopSignal stop = stop(Duration.ZERO);

        stop.receive("TERM");

        stop.await();
        assertThat(ended.getCount()).isOne();
    }

    @Test
    void theSecondInterruptsWhateverIsDoneThen() {
        StopSignal stop = stop(Duration.ofHours(1));

        stop.receive("TERM");
        stop.receive("INT");

        assertThatThrownBy(() -> Thread.sleep(60_000)).isInstanceOf(InterruptedException.class);
        assertThat(ended.getCount()).isOne();
    }

    @Test
    void whatCannotBeInterruptedIsEndedALittleLater() throws InterruptedException {
        StopSignal stop = stop(Duration.ofMillis(1));

        stop.receive("TERM");
        stop.receive("TERM");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.await(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void thoseRightBehindAnotherAreTheSameOne() throws InterruptedException {
        betweenNanos = LATER_NANOS - 1;
        StopSignal stop = stop(Duration.ZERO);

        stop.receive("TERM");
        stop.receive("TERM");
        stop.receive("TERM");

        stop.await();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(ended.getCount()).isOne();
    }

    @Test
    void theThirdEndsIt() {
        StopSignal stop = stop(Duration.ofHours(1));

        stop.receive("TERM");
        stop.receive("TERM");
        stop.receive("TERM");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.getCount()).isZero();
    }
}
