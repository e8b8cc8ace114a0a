package org.irilb.consul.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.WatchLoop.Sight;
import org.irilb.consul.watch.WatchLoop.Taken;
import org.junit.jupiter.api.Test;

class KvKeeperTest {

    private static final Sight PLAIN = new Sight(false, true);
    private static final Sight CAREFUL = new Sight(true, true);
    private static final Sight AFTER_A_BREAK = new Sight(true, false);

    private final List<Map<String, String>> published = new ArrayList<>();
    private final KvKeeper keeper = new KvKeeper("keys", Optional.empty(), this::publish);

    private Map<String, String> publish(Map<String, String> values) {
        published.add(values);
        return values;
    }

    private Taken take(Sight sight, Map<String, String> values) {
        return keeper.take(new Answer<>(7, Duration.ZERO, values), sight);
    }

    @Test
    void whatIsThereIsToldAtOnceAndOnce() {
        assertThat(take(PLAIN, Map.of())).isEqualTo(Taken.CHANGED);
        assertThat(take(PLAIN, Map.of("a", "1"))).isEqualTo(Taken.CHANGED);
        assertThat(take(PLAIN, Map.of("a", "1"))).isEqualTo(Taken.UNCHANGED);
        assertThat(take(PLAIN, Map.of("a", "2"))).isEqualTo(Taken.CHANGED);
        assertThat(published).containsExactly(Map.of(), Map.of("a", "1"), Map.of("a", "2"));
    }

    @Test
    void aKeyThatIsGoneIsBelievedWhenItWasLookedForCarefully() {
        take(PLAIN, Map.of("a", "1", "b", "1"));
        assertThat(take(PLAIN, Map.of("b", "2"))).isEqualTo(Taken.DOUBTED);
        assertThat(published.get(1)).as("all else counts").isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(take(CAREFUL, Map.of("b", "2"))).isEqualTo(Taken.CHANGED);
        assertThat(published.get(2)).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void rightAfterABreakNoKeyIsBelievedToBeGone() {
        take(PLAIN, Map.of("a", "1"));
        assertThat(take(AFTER_A_BREAK, Map.of())).isEqualTo(Taken.DOUBTED);
        assertThat(take(AFTER_A_BREAK, Map.of("a", "1"))).isEqualTo(Taken.UNCHANGED);
        assertThat(published).hasSize(1);
    }
}
