package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AbuseConfig.Budget;
import org.irilb.core.config.AbuseConfig.CommandRate;
import org.irilb.core.config.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbuseReaderTest {

    private static final String RATE = "(expected: 1..100000 in a time up to 12h, such as 250/3s)";

    @TempDir
    private Path dir;

    private ConfigFile read(String yaml) throws Exception {
        return ConfigFile.read(Files.writeString(dir.resolve("lb.yml"), yaml), Map.of());
    }

    private static AbuseConfig abuse(ConfigFile file) {
        return file.settings().balancer().rules().abuse();
    }

    @Test
    void everyKeyIsReadAndReadBack() throws Exception {
        ConfigFile file = read("""
                rules:
                  abuse: { requests: 500/5m, connection-rate: 1/1ms, request-rate: 100000/12h, open-connections: 1,
                           commands: [{ commands: [attachToTangle, getTrytes], rate: 20/1m }],
                           ban: 0, manner: tarpit, delay: 1s, table: 16777216 }
                  budget: { tokens: 50/1s, burst: 2000 }
                """);
        AbuseConfig expected = new AbuseConfig(
                Optional.of(new Rate(500, Duration.ofMinutes(5))),
                Optional.of(new Rate(1, Duration.ofMillis(1))),
                Optional.of(new Rate(100_000, Duration.ofHours(12))),
                Optional.of(1),
                List.of(new CommandRate(List.of("attachToTangle", "getTrytes"), new Rate(20, Duration.ofMinutes(1)))),
                Duration.ZERO,
                AbuseConfig.Manner.TARPIT,
                Duration.ofSeconds(1),
                Optional.of(new Budget(new Rate(50, Duration.ofSeconds(1)), 2000)),
                16_777_216);

        assertThat(abuse(file)).isEqualTo(expected);
        assertThat(abuse(read(file.effective()))).isEqualTo(expected);
    }

    @Test
    void eachLimitCanBeTakenAway() throws Exception {
        ConfigFile file = read("""
                rules:
                  abuse: { connection-rate: null, request-rate: null, open-connections: null }
                """);

        assertThat(abuse(file).isOff()).isTrue();
        assertThat(abuse(read(file.effective()))).isEqualTo(abuse(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abuse: { requests: 500 }              | rules.abuse.requests: 500 " + RATE,
                "abuse: { requests: 0/5m }             | rules.abuse.requests: 0/5m " + RATE,
                "abuse: { requests: 100001/5m }        | rules.abuse.requests: 100001/5m " + RATE,
                "abuse: { connection-rate: 250/3 }     | rules.abuse.connection-rate: 250/3 " + RATE,
                "abuse: { connection-rate: /3s }       | rules.abuse.connection-rate: /3s " + RATE,
                "abuse: { request-rate: 400/13h }      | rules.abuse.request-rate: 400/13h " + RATE,
                "abuse: { request-rate: 400/0s }       | rules.abuse.request-rate: 400/0s " + RATE,
                "abuse: { request-rate: [1] }          | rules.abuse.request-rate: a list " + RATE,
                "abuse: { open-connections: 0 }        | rules.abuse.open-connections: 0 (expected: an integer, 1 or more)",
                "abuse: { ban: -1s }                   | rules.abuse.ban: -1s (expected: 0 or a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)",
                "abuse: { manner: reset }              | rules.abuse.manner: reset (expected: one of deny, close, tarpit)",
                "abuse: { delay: 0 }                   | rules.abuse.delay: 0 (expected: a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h)",
                "abuse: { table: 0 }                   | rules.abuse.table: 0 (expected: 1..16777216)",
                "abuse: { table: 16777217 }            | rules.abuse.table: 16777217 (expected: 1..16777216)",
                "abuse: { rate: 1/1s }                 | 'rules.abuse.rate: unknown key (expected: one of requests, connection-rate, request-rate, open-connections, commands, ban, manner, delay, table)'",
                "abuse: { commands: [{ rate: 1/1s }] }  | rules.abuse.commands[0].commands: none (expected: at least one)",
                "abuse: { commands: [{ commands: [a] }] } | rules.abuse.commands[0].rate: missing " + RATE,
                "abuse: { commands: [{ commands: [a], rate: 1 }] } | rules.abuse.commands[0].rate: 1 " + RATE,
                "abuse: { commands: 1/1s }             | rules.abuse.commands: not a list (expected: a list)",
                "'abuse: { commands: [{commands: [a], rate: 1/1s}, {commands: [b, A], rate: 2/1s}] }' | rules.abuse.commands[1].commands: A has a rate already (expected: each command once)",
                "'abuse: { commands: [{commands: [a], rate: 1/1s}, {commands: [b], rate: 1/1s}, {commands: [c], rate: 1/1s}, {commands: [d], rate: 1/1s}, {commands: [e], rate: 1/1s}] }' | rules.abuse.commands: 5 rates (expected: at most 4)",
                "abuse: 250/3s                         | rules.abuse: not a mapping (expected: keys with values)",
                "budget: { tokens: many }              | rules.budget.tokens: many " + RATE,
                "budget: { burst: 0 }                  | rules.budget.burst: 0 (expected: an integer, 1 or more)",
                "budget: { cost: 1 }                   | 'rules.budget.cost: unknown key (expected: one of tokens, burst)'"
            })
    void whatIsWrongIsSaidWithLineKeyAndExpectation(String yaml, String problem) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read("rules:\n  " + yaml + "\n"));

        assertThat(e.problems())
                .singleElement()
                .satisfies(found -> assertThat(found.toString()).endsWith(":2: " + problem));
    }
}
