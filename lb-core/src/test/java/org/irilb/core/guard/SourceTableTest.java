package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.metrics.SourcesStatus;
import org.junit.jupiter.api.Test;

class SourceTableTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final AbuseRules OFF = new AbuseRules(AbuseConfig.OFF);

    private final Random random = new Random(7);

    @Test
    void allConnectionsOfAnAddressAreOneSource() {
        SourceTable table = new SourceTable(100, random, 0);
        Source first = table.enter(address(1), 0);
        Source second = table.enter(address(1), SECOND);
        Source other = table.enter(address(2), 2 * SECOND);

        OFF.judge(first, true, Command.NONE, 0);
        OFF.judge(second, true, Command.NONE, 0);
        OFF.judge(other, true, Command.NONE, 0);

        assertThat(of(1, table).connections()).isEqualTo(2);
        assertThat(of(1, table).running()).isEqualTo(2);
        assertThat(of(2, table).connections()).isOne();
    }

    @Test
    void whatRunsCountsUntilItIsAnsweredAlsoWithoutItsConnection() {
        SourceTable table = new SourceTable(8, random, 0);
        Source source = table.enter(address(1), 0);
        OFF.judge(source, true, Command.NONE, 0);
        source.leave();

        for (int i = 10; i < 100; i++) {
            table.enter(address(i), 0).leave();
        }

        assertThat(of(1, table).running()).isOne();
        source.answered();
        assertThat(of(1, table).running()).isZero();
        assertThat(of(1, table).connections()).isZero();
    }

    @Test
    void aFullTableForgetsWhoWasSilentForLongest() {
        SourceTable table = new SourceTable(8, random, 0);
        for (int i = 0; i < 8; i++) {
            table.enter(address(i), i * SECOND).leave();
        }
        Source back = table.enter(address(0), 9 * SECOND);
        OFF.admit(back, 9 * SECOND);
        back.leave();

        table.enter(address(8), 10 * SECOND).leave();

        assertThat(table.list(OFF, 10 * SECOND))
                .extracting(SourceStatus::source)
                .contains("10.0.0.0", "10.0.0.8")
                .doesNotContain("10.0.0.1")
                .hasSize(8);
    }

    @Test
    void bannedSourcesAreForgottenLast() {
        SourceTable table = new SourceTable(8, random, 0);
        Source banned = table.enter(address(0), 0);
        banned.ban(SourceTable.millis(banned.nanos(0)), Long.MAX_VALUE);
        banned.leave();

        for (int i = 1; i < 100; i++) {
            table.enter(address(i), i * SECOND).leave();
        }

        assertThat(of(0, table).banLeft()).isPositive();
    }

    @Test
    void whoIsConnectedIsNeverForgottenSoThatTheLastOneFindsNoPlace() {
        SourceTable table = new SourceTable(8, random, 0);
        List<Source> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(table.enter(address(i), 0));
        }

        assertThat(table.enter(address(8), 0)).isNull();
        held.get(3).leave();
        assertThat(table.enter(address(8), 0)).isNotNull();
        assertThat(table.status(OFF, 0)).isEqualTo(new SourcesStatus(8, 8, 0, 1, new SourcesStatus.Periods(0, 0, 0)));
    }

    @Test
    void whoIsForgottenByOrderKeepsItsConnectionsAndRequests() {
        SourceTable table = new SourceTable(8, random, 0);
        Source source = table.enter(address(1), 0);
        OFF.admit(source, 0);
        OFF.judge(source, true, Command.NONE, 0);
        source.ban(1, Long.MAX_VALUE);

        table.forget(address(1), 0);
        table.forget(address(2), 0);

        SourceStatus status = of(1, table);
        assertThat(status.banLeft()).isZero();
        assertThat(status.requestsMade()).isZero();
        assertThat(status.connections()).isOne();
        assertThat(status.running()).isOne();
    }

    @Test
    void whoIsForgottenByOrderLeavesAPlaceIfItIsNotConnected() {
        SourceTable table = new SourceTable(8, random, 0);
        for (int i = 0; i < 8; i++) {
            table.enter(address(i), i * SECOND).leave();
        }
        table.forget(address(5), 9 * SECOND);
        assertThat(table.list(OFF, 9 * SECOND)).hasSize(7);

        table.enter(address(8), 10 * SECOND).leave();
        assertThat(table.list(OFF, 10 * SECOND))
                .extracting(SourceStatus::source)
                .contains("10.0.0.0", "10.0.0.8")
                .doesNotContain("10.0.0.5");
    }

    @Test
    void whoWasSilentForADayIsNew() {
        SourceTable table = new SourceTable(8, random, 0);
        Source source = table.enter(address(1), 0);
        OFF.admit(source, 0);
        source.leave();
        long later = Duration.ofHours(25).toNanos();

        assertThat(table.list(OFF, later)).isEmpty();
        table.enter(address(1), later);
        table.enter(address(1), later);
        assertThat(table.list(OFF, later))
                .singleElement()
                .satisfies(status -> assertThat(status.connectionsMade()).isZero());
    }

    @Test
    void ratesAreToldWithThePeriodsOfTheRules() {
        AbuseRules rules = new AbuseRules(new AbuseConfig(
                Optional.empty(),
                Optional.of(new org.irilb.core.config.Rate(250, Duration.ofSeconds(3))),
                Optional.of(new org.irilb.core.config.Rate(400, Duration.ofSeconds(10))),
                Optional.empty(),
                List.of(),
                Duration.ofMinutes(5),
                AbuseConfig.Manner.DENY,
                Duration.ofSeconds(10),
                Optional.of(new AbuseConfig.Budget(new org.irilb.core.config.Rate(10, Duration.ofSeconds(1)), 100)),
                8));
        SourceTable table = new SourceTable(8, random, 0);
        Source source = table.enter(address(1), 0);
        rules.admit(source, 0);
        rules.judge(source, true, Command.NONE, 0);
        rules.judge(source, false, Command.NONE, 0);

        SourceStatus status = table.list(rules, 0).get(0);

        assertThat(status.rates()).isEqualTo(new SourceStatus.Rates(2, 2, 0));
        assertThat(status.tokens()).isEqualTo(98);
        assertThat(status.requestsMade()).isEqualTo(2);
        assertThat(status.connectionsMade()).isOne();
    }

    @Test
    void whatIsSeenOfManySourcesIsKeptForAMoment() {
        SourceTable table = new SourceTable(8, random, 0);
        table.enter(address(1), 0);
        table.enter(address(2), 0);
        assertThat(table.status(OFF, 0).tracked()).isEqualTo(2);
        table.enter(address(3), 0);

        assertThat(table.status(OFF, 19_999).tracked()).isEqualTo(2);
        assertThat(table.status(OFF, 20_000).tracked()).isEqualTo(3);
    }

    /** With a table of 1000, the last thousand of a million are there, but for those whose set was overfull. */
    @Test
    void aMillionAddressesFindPlacesEverywhereAndTheTableStaysAsItIs() {
        SourceTable table = new SourceTable(1000, random, 0);
        for (int i = 0; i < 1_000_000; i++) {
            table.enter(address(i), i * 1_000_000L).leave();
        }

        List<SourceStatus> known = table.list(OFF, SECOND);
        assertThat(known).hasSize(1000);
        assertThat(known).extracting(SourceStatus::source).doesNotHaveDuplicates();
        assertThat(table.status(OFF, SECOND).untracked()).isZero();
    }

    @Test
    void wherePlacesAreDependsOnTheTable() {
        SourceTable one = new SourceTable(8 * 1024, new Random(1), 0);
        SourceTable other = new SourceTable(8 * 1024, new Random(2), 0);
        for (int i = 0; i < 8 * 1024; i++) {
            one.enter(address(i), 0).leave();
            other.enter(address(i), 0).leave();
        }

        assertThat(one.list(OFF, 0).size())
                .isNotEqualTo(other.list(OFF, 0).size())
                .isGreaterThan(6 * 1024);
    }

    private static SourceStatus of(int number, SourceTable table) {
        String source = "10.0.0." + number;
        return table.list(OFF, 20 * SECOND).stream()
                .filter(status -> status.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    static NumericAddress address(int number) {
        return new NumericAddress(true, 0, 10 << 24 | number);
    }
}
