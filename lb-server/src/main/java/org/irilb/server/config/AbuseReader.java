package org.irilb.server.config;

import static org.irilb.server.config.Quantities.DURATION;
import static org.irilb.server.config.Quantities.DURATION_OR_ZERO;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AbuseConfig.Budget;
import org.irilb.core.config.AbuseConfig.CommandRate;
import org.irilb.core.config.AbuseConfig.Manner;
import org.irilb.core.config.Rate;

/** The keys that say how much a source may ask for. Stateless. */
final class AbuseReader {

    static final Kind<Rate> RATE = new Kind<>(
            "1.." + Rate.MAX_EVENTS + " in a time up to 12h, such as 250/3s", AbuseReader::rate, AbuseReader::written);

    private static final Optional<Rate> CONNECTION_RATE = Optional.of(new Rate(250, Duration.ofSeconds(3)));
    private static final Optional<Rate> REQUEST_RATE = Optional.of(new Rate(400, Duration.ofSeconds(10)));

    private AbuseReader() {}

    /** @param rules the section that has the others */
    static AbuseConfig read(Section rules) {
        AbuseConfig abuse = rules.section("abuse", AbuseReader::abuse);
        Optional<Budget> budget = rules.section("budget", AbuseReader::budget);
        return abuse.with(budget);
    }

    private static AbuseConfig abuse(Section abuse) {
        return new AbuseConfig(
                abuse.optional("requests", RATE, Optional.empty()),
                abuse.optional("connection-rate", RATE, CONNECTION_RATE),
                abuse.optional("request-rate", RATE, REQUEST_RATE),
                abuse.optional("open-connections", Kind.integer(1, Integer.MAX_VALUE), Optional.of(21)),
                commandRates(abuse),
                abuse.value("ban", DURATION_OR_ZERO, Duration.ofMinutes(5)),
                abuse.value("manner", Kind.choice(Manner.class), Manner.DENY),
                abuse.value("delay", DURATION, Duration.ofSeconds(10)),
                Optional.empty(),
                abuse.value("table", Kind.integer(1, AbuseConfig.LARGEST_TABLE), 100_000));
    }

    private static List<CommandRate> commandRates(Section abuse) {
        Set<String> limited = new HashSet<>();
        List<CommandRate> rates =
                abuse.sectionsOrNone("commands", () -> Yaml.parse("[]"), entry -> commandRate(entry, limited)).stream()
                        .flatMap(Optional::stream)
                        .toList();
        if (rates.size() > AbuseConfig.MAX_COMMAND_RATES) {
            abuse.problem(
                    "commands", rates.size() + " rates (expected: at most " + AbuseConfig.MAX_COMMAND_RATES + ")");
            return List.of();
        }
        return rates;
    }

    /**
     * Nothing, and a problem, if it isn't right.
     *
     * @param limited the commands of the entries before, in small letters
     */
    private static Optional<CommandRate> commandRate(Section entry, Set<String> limited) {
        List<String> commands = entry.list("commands", Kind.COMMAND, List.of());
        if (commands.isEmpty()) {
            entry.problem("commands", "none (expected: at least one)");
        }
        for (String command : commands) {
            if (!limited.add(command.toLowerCase(Locale.ROOT))) {
                entry.problem("commands", command + " has a rate already (expected: each command once)");
            }
        }
        Rate rate = entry.required("rate", RATE, new Rate(1, Duration.ofSeconds(1)));
        return commands.isEmpty() ? Optional.empty() : Optional.of(new CommandRate(commands, rate));
    }

    private static Optional<Budget> budget(Section budget) {
        Optional<Rate> tokens = budget.optional("tokens", RATE, Optional.empty());
        int burst = budget.value("burst", Kind.integer(1, Integer.MAX_VALUE), 1000);
        return tokens.map(rate -> new Budget(rate, burst));
    }

    private static Optional<Rate> rate(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<Integer> events = Kind.integer(1, Rate.MAX_EVENTS).reader().apply(text.substring(0, slash));
        return DURATION.reader()
                .apply(text.substring(slash + 1))
                .filter(period -> period.compareTo(Rate.MAX_PERIOD) <= 0)
                .flatMap(period -> events.map(n -> new Rate(n, period)));
    }

    private static String written(Rate rate) {
        return rate.events() + "/" + DURATION.writer().apply(rate.period());
    }
}
