package org.irilb.core.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SkippedStreamsTest {

    private final SkippedStreams skipped = new SkippedStreams();

    private int[] among(int last) {
        return IntStream.rangeClosed(0, last).filter(skipped::contains).toArray();
    }

    @Test
    void whoeverCountsByTwoLeavesNoneOut() {
        IntStream.of(1, 3, 5, 7).forEach(skipped::begun);
        assertThat(among(20)).isEmpty();
    }

    @Test
    void numbersBetweenTwoStreamsAreLeftOut() {
        IntStream.of(5, 7, 13).forEach(skipped::begun);
        assertThat(among(20).length).isEqualTo(6); // the even ones among them are nobody's
        assertThat(IntStream.of(1, 3, 9, 11)).allMatch(skipped::contains);
        assertThat(IntStream.of(5, 7, 13, 15)).noneMatch(skipped::contains);
    }

    @Test
    void onlyTheLastGapsAreKnown() {
        for (int i = 0; i <= SkippedStreams.MOST_GAPS; i++) {
            skipped.begun(4 * i + 3);
        }
        assertThat(skipped.contains(1)).isFalse();
        assertThat(IntStream.rangeClosed(1, SkippedStreams.MOST_GAPS).map(i -> 4 * i + 1))
                .allMatch(skipped::contains);
    }

    @Test
    void theLargestNumberCanBeTheFirst() {
        skipped.begun(Integer.MAX_VALUE);
        assertThat(skipped.contains(1)).isTrue();
        assertThat(skipped.contains(Integer.MAX_VALUE)).isFalse();
    }
}
