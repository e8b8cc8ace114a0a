package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AbuseConfig.Budget;
import org.irilb.core.config.AbuseConfig.Manner;
import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.Rate;
import org.irilb.core.config.RetryRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AbuseRulesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Optional<Rate> NONE = Optional.empty();
    private static final Rate CONNECTIONS = new Rate(250, Duration.ofSeconds(3));
    private static final Rate REQUESTS = new Rate(400, Duration.ofSeconds(10));

    private final SourceTable table = new SourceTable(100, new Random(7), 0);
    private final Source source = enter(1);

    @Test
    void theRequestAfterThe250thIn3SecondsIsRefusedAndItsSourceBannedForFiveMinutes() {
        AbuseRules rules = predecessor(Manner.DENY);
        assertThat(rules.admit(source, 0)).isTrue();
        for (int i = 0; i < 250; i++) {
            assertThat(ask(rules, source, i == 0, 0)).isNull();
        }

        assertThat(rules.judge(source, false, Command.NONE, 0))
                .isEqualTo(new Refusal(
                        Rule.CONNECTION_RATE,
                        429,
                        "Too many requests: more than 250 requests in 3 s",
                        300,
                        org.irilb.core.guard.Manner.ANSWER_AND_CLOSE));
        assertThat(rules.judge(source, false, Command.NONE, 10 * SECOND))
                .isEqualTo(new Refusal(
                        Rule.BANNED,
                        429,
                        "Too many requests: this source is banned",
                        290,
                        org.irilb.core.guard.Manner.ANSWER_AND_CLOSE));
        assertThat(rules.admit(source, 299 * SECOND)).isFalse();
        assertThat(rules.admit(source, 300 * SECOND)).isTrue();
        assertThat(ask(rules, source, true, 300 * SECOND)).isNull();
    }

    @Test
    void whatIsRefusedProlongsNoBan() {
        AbuseRules rules = predecessor(Manner.DENY);
        for (int i = 0; i < 251; i++) {
            ask(rules, source, false, 0);
        }
        for (long second = 1; second < 300; second++) {
            assertThat(ask(rules, source, false, second * SECOND)).isNotNull();
            assertThat(rules.admit(source, second * SECOND)).isFalse();
        }

        assertThat(rules.admit(source, 300 * SECOND)).isTrue();
        assertThat(ask(rules, source, true, 300 * SECOND)).isNull();
    }

    @Test
    void aBanIsNotProlongedByAnother() {
        source.ban(1000, 2000);
        source.ban(1999, 3000);
        assertThat(source.banLeft(1999)).isOne();

        source.ban(2000, 3000);
        assertThat(source.banLeft(2000)).isEqualTo(1000);
        assertThat(table.list(predecessor(Manner.DENY), 0).get(0).bans()).isEqualTo(2);
    }

    @Test
    void theRequestAfter401In10SecondsIsRefused() {
        AbuseRules rules = predecessor(Manner.DENY);
        for (int i = 0; i < 401; i++) {
            assertThat(ask(rules, source, false, i * SECOND / 50)).isNull();
        }

        assertThat(rule(ask(rules, source, false, 9 * SECOND))).isEqualTo(Rule.REQUEST_RATE);
    }

    @Test
    void fortyRequestsASecondAreFineForEver() {
        AbuseRules rules = predecessor(Manner.DENY);
        for (int i = 0; i < 40 * 600; i++) {
            assertThat(ask(rules, source, false, i * SECOND / 40)).isNull();
        }
    }

    @Test
    void theRequestBesides21OthersIsRefusedHoweverManyConnectionsTheyCameThrough() {
        AbuseRules rules = predecessor(Manner.DENY);
        for (int i = 0; i < 21; i++) {
            Source connection = enter(1);
            assertThat(rules.admit(connection, 0)).isTrue();
            assertThat(rules.judge(connection, true, Command.NONE, 0)).isNull();
        }

        assertThat(rule(rules.judge(source, false, Command.NONE, 0))).isEqualTo(Rule.OPEN_CONNECTIONS);
        assertThat(rule(rules.judge(source, false, Command.NONE, 0))).isEqualTo(Rule.BANNED);
        assertThat(table.list(rules, 0).get(0).running()).isEqualTo(21);
    }

    @Test
    void connectionsThatAskForNothingCountAndTheOneTooManyIsToldAtItsFirstRequest() {
        AbuseRules rules = predecessor(Manner.DENY);
        for (int i = 0; i < 250; i++) {
            assertThat(rules.admit(enter(1), 0)).isTrue();
        }

        assertThat(rules.admit(source, 0)).isTrue();
        assertThat(rules.admit(enter(1), 0)).isFalse();
        assertThat(rule(rules.judge(source, true, Command.NONE, 0))).isEqualTo(Rule.BANNED);
    }

    @Test
    void aConnectionPerRequestCountsOnce() {
        AbuseRules rules = predecessor(Manner.DENY);
        for (int i = 0; i < 250; i++) {
            Source connection = enter(1);
            assertThat(rules.admit(connection, 0)).isTrue();
            assertThat(ask(rules, connection, true, 0)).isNull();
        }
    }

    @Test
    void nobodyPaysForAnother() {
        AbuseRules rules = predecessor(Manner.DENY);
        Source other = enter(2);
        for (int i = 0; i < 1000; i++) {
            rules.judge(source, false, Command.NONE, 0);
        }

        assertThat(rules.admit(other, 0)).isTrue();
        assertThat(rules.judge(other, true, Command.NONE, 0)).isNull();
    }

    @Test
    void withoutABanOnlyWhatIsTooMuchIsRefused() {
        AbuseRules rules =
                rules(NONE, NONE, Optional.of(new Rate(10, Duration.ofSeconds(10))), Manner.DENY, Duration.ZERO);
        for (int i = 0; i < 11; i++) {
            assertThat(ask(rules, source, false, 0)).isNull();
        }

        for (int i = 0; i < 100; i++) {
            assertThat(rules.judge(source, false, Command.NONE, SECOND))
                    .isEqualTo(new Refusal(
                            Rule.REQUEST_RATE,
                            429,
                            "Too many requests: more than 10 requests in 10 s",
                            10,
                            org.irilb.core.guard.Manner.ANSWER));
        }
        assertThat(rules.admit(source, SECOND)).isTrue();
        assertThat(ask(rules, source, false, 12 * SECOND)).isNull();
        assertThat(table.list(rules, 0).get(0).bans()).isZero();
    }

    @Test
    void withoutABanTheConnectionsThemselvesAreLimitedByTheirFirstRequests() {
        AbuseRules rules =
                rules(NONE, Optional.of(new Rate(2, Duration.ofSeconds(3))), NONE, Manner.DENY, Duration.ZERO);
        rules.admit(source, 0);
        rules.admit(source, 0);
        assertThat(ask(rules, source, true, 0)).isNull();
        rules.admit(source, 0);

        assertThat(rule(ask(rules, source, true, 0))).isEqualTo(Rule.CONNECTION_RATE);
    }

    @Test
    void theLongRateIsOffUnlessAsked() {
        AbuseRules off = rules(NONE, NONE, NONE, Manner.DENY, Duration.ofMinutes(5));
        AbuseRules on = rules(
                Optional.of(new Rate(500, Duration.ofMinutes(5))), NONE, NONE, Manner.DENY, Duration.ofMinutes(5));
        for (int i = 0; i < 501; i++) {
            assertThat(ask(off, source, false, 0)).isNull();
            assertThat(ask(on, source, false, 0)).isNull();
        }

        assertThat(ask(off, source, false, 0)).isNull();
        assertThat(rule(ask(on, source, false, 0))).isEqualTo(Rule.REQUESTS);
    }

    @Test
    void whoIsOverBudgetIsToldWhenToComeBackAndIsNotBanned() {
        AbuseRules rules = new AbuseRules(new AbuseConfig(
                NONE,
                NONE,
                NONE,
                Optional.empty(),
                List.of(),
                Duration.ofMinutes(5),
                Manner.DENY,
                Duration.ofSeconds(10),
                Optional.of(new Budget(new Rate(10, Duration.ofSeconds(1)), 100)),
                100));
        assertThat(rules.judge(source, false, costing(95), 0)).isNull();

        assertThat(rules.judge(source, false, costing(20), 0))
                .isEqualTo(new Refusal(
                        Rule.BUDGET,
                        429,
                        "Too many requests: the cost of its commands exceeds the budget",
                        2,
                        org.irilb.core.guard.Manner.ANSWER));
        assertThat(rules.judge(source, false, costing(5), 0)).isNull();
        assertThat(table.list(rules, 0).get(0).running()).isEqualTo(2);
    }

    @Test
    void theMannerIsAsConfigured() {
        for (Manner manner : Manner.values()) {
            AbuseRules rules = predecessor(manner);
            for (int i = 0; i < 251; i++) {
                ask(rules, source, false, 0);
            }

            assertThat(rules.judge(source, false, Command.NONE, 0).manner())
                    .isEqualTo(
                            switch (manner) {
                                case DENY -> org.irilb.core.guard.Manner.ANSWER_AND_CLOSE;
                                case CLOSE -> org.irilb.core.guard.Manner.CLOSE;
                                case TARPIT -> org.irilb.core.guard.Manner.DELAY;
                            });
        }
    }

    private Source enter(int number) {
        return table.enter(SourceTableTest.address(number), 0);
    }

    private static Command costing(int tokens) {
        return new Command.Named("any", new CommandProfile("any", CommandClass.READ, "", RetryRule.ANY_NODE, tokens));
    }

    /** Asks, and has the answer at once. */
    private static @Nullable Refusal ask(AbuseRules rules, Source source, boolean first, long nanoTime) {
        Refusal refusal = rules.judge(source, first, Command.NONE, nanoTime);
        if (refusal == null) {
            source.answered();
        }
        return refusal;
    }

    private static Rule rule(@Nullable Refusal refusal) {
        assertThat(refusal).isNotNull();
        return refusal.rule();
    }

    private static AbuseRules predecessor(Manner manner) {
        return new AbuseRules(new AbuseConfig(
                NONE,
                Optional.of(CONNECTIONS),
                Optional.of(REQUESTS),
                Optional.of(21),
                List.of(),
                Duration.ofMinutes(5),
                manner,
                Duration.ofSeconds(10),
                Optional.empty(),
                100));
    }

    private static AbuseRules rules(
            Optional<Rate> requests,
            Optional<Rate> connectionRate,
            Optional<Rate> requestRate,
            Manner manner,
            Duration ban) {
        return new AbuseRules(new AbuseConfig(
                requests,
                connectionRate,
                requestRate,
                Optional.empty(),
                List.of(),
                ban,
                manner,
                Duration.ofSeconds(10),
                Optional.empty(),
                100));
    }
}
