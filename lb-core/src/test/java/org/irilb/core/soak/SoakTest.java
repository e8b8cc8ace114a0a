package org.irilb.core.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.irilb.core.config.TransportChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The soak for as long as a build may take; {@code benchmarks/soak} runs it for longer. */
@Isolated("loads the machine and measures the memory of the whole process")
final class SoakTest {

    @Test
    void underAllFaultsAtOnceNobodySeesOneThatIsNotHis() throws InterruptedException {
        Soak soak = new Soak(1, Duration.ofSeconds(20), TransportChoice.AUTO);
        soak.run();
        System.out.println(soak.report());
        assertThat(soak.complaints()).isEmpty();
        assertThat(Way.values()).allMatch(soak.tally()::hasMet);
        assertThat(NodeFault.values()).allMatch(soak.tally()::hasMet);
    }
}
