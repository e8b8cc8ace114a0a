package org.irilb.health.active;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackTest {

    /** Results from the edge on, + passed and - failed, and where HAProxy 2.6 stands after each with rise 2 and fall 4. */
    @ParameterizedTest
    @CsvSource({
        "+,        5",
        "-,        0",
        "+-,       5 4",
        "+---,     5 4 3 2",
        "+----,    5 4 3 2 0",
        "+--+,     5 4 3 5",
        "-+,       0 1",
        "-++,      0 1 5",
        "-+-,      0 1 0",
        "--,       0 0",
        "++,       5 5",
    })
    void resultsInARowDecide(String results, String healths) {
        Track track = Track.atTheEdge(2, 4);
        StringBuilder seen = new StringBuilder();
        for (char result : results.toCharArray()) {
            track = track.next(result == '+');
            seen.append(' ').append(track.health());
        }
        assertThat(seen.substring(1)).isEqualTo(healths);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, true", "2, 4, 2, false", "1, 3, 1, false", "3, 1, 3, true"})
    void theEdgeIsUpAndSettledOnlyIfOneFailureIsAllItTakes(int rise, int fall, int health, boolean settled) {
        Track edge = Track.atTheEdge(rise, fall);

        assertThat(edge.isUp()).isTrue();
        assertThat(edge.health()).isEqualTo(health);
        assertThat(edge.isSettled()).isEqualTo(settled);
        assertThat(edge.next(false).isUp()).isFalse();
        assertThat(edge.next(true).isSettled()).isTrue();
    }
}
