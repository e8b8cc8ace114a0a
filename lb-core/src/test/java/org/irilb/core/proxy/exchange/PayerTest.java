package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AbuseConfig.Budget;
import org.irilb.core.config.AbuseConfig.Manner;
import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.Rate;
import org.irilb.core.config.RetryRule;
import org.irilb.core.guard.AbuseRules;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.guard.Source;
import org.irilb.core.guard.SourceTable;
import org.irilb.core.metrics.SourceStatus;
import org.junit.jupiter.api.Test;

class PayerTest {

    private static final Command WORK =
            new Command.Named("work", new CommandProfile("work", CommandClass.READ, "", RetryRule.NEVER, 30));
    private static final Command FREE =
            new Command.Named("free", new CommandProfile("free", CommandClass.READ, "", RetryRule.NEVER, 0));

    private final AbuseRules rules = new AbuseRules(new AbuseConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(10),
            List.of(),
            Duration.ofMinutes(5),
            Manner.DENY,
            Duration.ofSeconds(1),
            Optional.of(new Budget(new Rate(1, Duration.ofHours(1)), 100)),
            100));
    private final SourceTable table = new SourceTable(100, new Random(7), 0);
    private final Source source = table.enter(NumericAddress.of(InetAddress.getLoopbackAddress()), 0);
    private final Payer payer = new Payer();

    private SourceStatus status() {
        return table.list(rules, 0).get(0);
    }

    private void letThrough() {
        assertThat(rules.judge(source, true, FREE, 0)).isNull();
        payer.is(source);
    }

    @Test
    void aRequestCountsForItsSourceUntilItIsOver() {
        letThrough();
        assertThat(status().running()).isOne();

        payer.leave();
        assertThat(status().running()).isZero();
    }

    @Test
    void workThatIsBegunAfterAllIsPaidForOnce() {
        payer.owes(WORK);
        letThrough();
        assertThat(status().tokens()).isEqualTo(100);

        payer.settle(rules, 0);
        assertThat(status().tokens()).isEqualTo(70);
        payer.settle(rules, 0);
        assertThat(status().tokens()).isEqualTo(70);
    }

    @Test
    void whoOwesNothingPaysNothing() {
        letThrough();
        payer.settle(rules, 0);
        assertThat(status().tokens()).isEqualTo(100);
    }

    @Test
    void nobodyPaysForASourceThatIsNotCounted() {
        payer.owes(WORK);
        payer.settle(rules, 0);
        payer.leave();
        assertThat(status().tokens()).isEqualTo(100);
        assertThat(status().running()).isZero();
    }
}
