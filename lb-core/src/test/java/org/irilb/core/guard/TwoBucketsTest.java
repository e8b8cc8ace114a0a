package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoBucketsTest {

    /** As was seen of HAProxy 2.6: 20 events a second, counted over 2 s, read every quarter of a second after the end. */
    @Test
    void aSteadyRateIsHeldAndFadesWithinTwoPeriods() {
        long buckets = 0;
        for (long now = 1000; now < 9000; now += 50) {
            buckets = TwoBuckets.add(buckets, now, 2000);
            if (now >= 5000) {
                assertThat(TwoBuckets.rate(buckets, now, 2000)).isBetween(40, 41);
            }
        }
        List<Integer> fading = new ArrayList<>();
        for (long now = 9250; now <= 13_000; now += 250) {
            fading.add(TwoBuckets.rate(buckets, now, 2000));
        }
        assertThat(fading).startsWith(35, 30, 25, 20, 15, 10, 5, 0).endsWith(0);
    }

    @Test
    void theFirstEventsOfAllAreCountedFromTheirMoment() {
        long buckets = 0;
        for (int i = 1; i <= 250; i++) {
            buckets = TwoBuckets.add(buckets, 5, 3000);
            assertThat(TwoBuckets.rate(buckets, 5, 3000)).isEqualTo(i);
        }
        assertThat(TwoBuckets.rate(buckets, 3004, 3000)).isEqualTo(250);
        assertThat(TwoBuckets.rate(buckets, 4505, 3000)).isEqualTo(125);
        assertThat(TwoBuckets.rate(buckets, 6005, 3000)).isZero();
        assertThat(TwoBuckets.rate(0, 5, 3000)).isZero();
    }

    @Test
    void aSingleEventIsToldUntilItsBucketIsGone() {
        long buckets = TwoBuckets.add(0, 1000, 500);

        assertThat(TwoBuckets.rate(buckets, 1999, 500)).isOne();
        assertThat(TwoBuckets.rate(buckets, 2001, 500)).isZero();
    }

    @Test
    void aClockThatIsAMomentBehindLosesNothing() {
        long buckets = TwoBuckets.add(TwoBuckets.add(0, 1000, 500), 1500, 500);

        assertThat(TwoBuckets.rate(TwoBuckets.add(buckets, 1499, 500), 1500, 500))
                .isEqualTo(3);

        long many = 0;
        for (int i = 0; i < 1000; i++) {
            many = TwoBuckets.add(many, 1000, 500);
        }
        assertThat(TwoBuckets.rate(TwoBuckets.add(many, 1500, 500), 1490, 500)).isEqualTo(1001);
    }

    @Test
    void aFullBucketStaysFull() {
        long buckets = 0;
        for (int i = 0; i < TwoBuckets.MAX_EVENTS + 10; i++) {
            buckets = TwoBuckets.add(buckets, 1000, 500);
        }

        assertThat(TwoBuckets.rate(buckets, 1000, 500)).isEqualTo(TwoBuckets.MAX_EVENTS);
        assertThat(TwoBuckets.rate(TwoBuckets.add(buckets, 1500, 500), 1500, 500))
                .isEqualTo(TwoBuckets.MAX_EVENTS + 1);
    }

    /** Also across the moments at which the packed beginning of a bucket starts again from 0. */
    @Test
    void itCountsAsHaproxyDoes() {
        Random random = new Random(7);
        for (int run = 0; run < 2000; run++) {
            int period = 1 + random.nextInt(run % 2 == 0 ? 5000 : TwoBuckets.MAX_PERIOD / 2);
            long now = 1 + (random.nextLong() >>> 20);
            HaproxyCounter counter = new HaproxyCounter();
            long buckets = 0;
            for (int event = 0; event < 200; event++) {
                now += random.nextInt(1 + period / (1 + random.nextInt(40)));
                if (random.nextInt(10) == 0) {
                    now += random.nextInt(2 * period);
                }
                assertThat(TwoBuckets.rate(buckets, now, period)).isEqualTo(counter.rate(now, period));
                if (random.nextInt(4) > 0 || now - counter.tick > period) {
                    counter.add(now, period);
                    buckets = TwoBuckets.add(buckets, now, period);
                }
            }
        }
    }

    /** What freqctr.h of HAProxy says, with a field for each number. */
    private static final class HaproxyCounter {

        private long tick = Long.MIN_VALUE / 2;
        private int current;
        private int previous;

        void add(long now, int period) {
            if (now - tick < period) {
                current++;
                return;
            }
            previous = current;
            current = 1;
            tick += period;
            if (now - tick >= period) {
                previous = 0;
                tick = now;
            }
        }

        int rate(long now, int period) {
            int present = current;
            int past = previous;
            long remain = tick + period - now;
            if (remain < 0) {
                remain += period;
                past = remain < 0 ? 0 : present;
                present = 0;
            }
            return present == 0 && past <= 1 ? past : (int) ((past * remain + (long) present * period) / period);
        }
    }
}
