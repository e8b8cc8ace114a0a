package org.irilb.server.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.text.Texts;
import org.junit.jupiter.api.Test;

final class RecentLogTest {

    @Test
    void whoIsTooSlowIsToldHowMuchIsMissing() {
        RecentLog log = new RecentLog();
        try (Answer.Feed feed = log.follow(false)) {
            assertThat(feed.next()).isEmpty();
            for (int i = 0; i < RecentLog.LINES + 5; i++) {
                log.add(Instant.EPOCH, "line " + i);
            }
            assertThat(Texts.read(feed.next().orElseThrow()).lines())
                    .hasSize(RecentLog.LINES + 1)
                    .startsWith("(5 more)", Instant.EPOCH + " line 5");
            assertThat(feed.next()).isEmpty();
        }
    }

    @Test
    void whoFollowsIsWokenOnceForAllThatComes() {
        RecentLog log = new RecentLog();
        int[] woken = {0};
        try (Answer.Feed feed = log.follow(true)) {
            feed.onMore(() -> woken[0]++);
            log.add(Instant.EPOCH, "not asked yet");
            assertThat(woken[0]).isZero();
            assertThat(feed.next()).isPresent();
            log.add(Instant.EPOCH, "one");
            log.add(Instant.EPOCH, "two");
            assertThat(woken[0]).isOne();
            assertThat(Texts.read(feed.next().orElseThrow()).lines()).hasSize(2);
        }
        log.add(Instant.EPOCH, "to nobody");
        assertThat(woken[0]).isOne();
    }
}
