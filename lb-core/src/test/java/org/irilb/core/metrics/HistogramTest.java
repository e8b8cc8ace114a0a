package org.irilb.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.irilb.core.metrics.Histogram.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistogramTest {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final Histogram histogram = new Histogram(2);

    @Test
    void countsAndSumsAreThoseOfAllLoops() {
        histogram.add(0, 3 * MILLI);
        histogram.add(1, 4 * MILLI);
        histogram.add(1, 5 * SECOND);

        Distribution read = histogram.read();
        assertThat(read.count()).isEqualTo(3);
        assertThat(read.sumNanos()).isEqualTo(5 * SECOND + 7 * MILLI);
        assertThat(read.countUpTo(5 * MILLI)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                10 * MICRO,
                MILLI,
                2_500 * MICRO,
                5 * MILLI,
                10 * MILLI,
                250 * MILLI,
                SECOND,
                30 * SECOND,
                60 * SECOND,
                120 * SECOND,
                300 * SECOND,
                1000 * SECOND
            })
    void aBoundIsExactAndBelongsToWhatIsBelow(long bound) {
        histogram.add(0, bound);
        histogram.add(0, bound + 1);
        assertThat(histogram.read().countUpTo(bound)).isEqualTo(1);
        assertThat(histogram.read().countUpTo(bound - 1)).isZero();
    }

    @Test
    void whatIsLessThanNothingOrLongerThanAllBoundsIsCountedToo() {
        histogram.add(0, 0);
        histogram.add(0, -5);
        histogram.add(0, Long.MAX_VALUE / 2);
        Distribution read = histogram.read();
        assertThat(read.count()).isEqualTo(3);
        assertThat(read.countUpTo(10 * MICRO)).isEqualTo(2);
        assertThat(read.countUpTo(Long.MAX_VALUE)).isEqualTo(2);
        assertThat(read.percentile(100)).isEqualTo(TimeUnit.SECONDS.toNanos(1000));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 50, 95, 99, 99.9, 100})
    void percentilesAreAtMostAnEighthTooHighAndNeverTooLow(double percent) {
        Random random = new Random(7);
        long[] lengths = random.doubles(10_000)
                .mapToLong(share -> (long) (20 * MICRO * Math.pow(10, share * 7)))
                .toArray();
        for (long length : lengths) {
            histogram.add(random.nextInt(2), length);
        }
        Arrays.sort(lengths);
        double exact = lengths[(int) Math.ceil(lengths.length * percent / 100) - 1];
        assertThat(histogram.read().percentile(percent) / exact).isBetween(1.0, 1.13);
    }

    @Test
    void nothingHasNoLength() {
        assertThat(histogram.read().percentile(99)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> histogram.read().percentile(0))
                .withMessage("percent: 0.0 (expected: above 0, up to 100)");
    }
}
