package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NestingTest {

    @Test
    void remembersWhatIsOpen() {
        Random random = new Random(7);
        Nesting nesting = new Nesting(200);
        Deque<Boolean> expected = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            // Tends to the limit in the first half, and back in the second.
            if (random.nextInt(10) < (i < 10_000 ? 6 : 4)) {
                boolean object = random.nextBoolean();
                assertThat(nesting.open(object)).isEqualTo(expected.size() < 200);
                if (expected.size() < 200) {
                    expected.push(object);
                }
            } else if (!expected.isEmpty()) {
                nesting.close();
                expected.pop();
            }
            assertThat(nesting.isEmpty()).isEqualTo(expected.isEmpty());
            if (!expected.isEmpty()) {
                assertThat(nesting.isObject()).isEqualTo(expected.peek());
            }
        }
        nesting.clear();
        assertThat(nesting.isEmpty()).isTrue();
    }
}
