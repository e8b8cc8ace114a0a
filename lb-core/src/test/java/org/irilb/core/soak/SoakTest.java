package org.irilb.core.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Warnings;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The soak for as long as a build may take; {@code benchmarks/soak} runs it for longer. */
@Isolated("loads the machine and measures the memory of the whole process")
final class SoakTest {

    /** The best transport, and the one that takes its place where the system doesn't allow it. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"AUTO", "EPOLL"})
    void underAllFaultsAtOnceNobodySeesOneThatIsNotHis(TransportChoice transport) throws InterruptedException {
        Soak soak = new Soak(1, Duration.ofSeconds(10), transport);
        try (Warnings warnings = new Warnings()) {
            soak.run();
            assertThat(soak.complaints()).as(soak.report()).isEmpty();
            assertThat(warnings.logged()).isEmpty();
        }
        assertThat(Way.values()).allMatch(soak.tally()::hasMet);
        assertThat(NodeFault.values()).allMatch(soak.tally()::hasMet);
    }
}
