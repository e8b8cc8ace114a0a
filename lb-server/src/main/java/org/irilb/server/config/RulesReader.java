package org.irilb.server.config;

import static org.irilb.server.config.Addresses.ADDRESS_BLOCK;
import static org.irilb.server.config.Kind.COMMAND;
import static org.irilb.server.config.Kind.FLAG;
import static org.irilb.server.config.Kind.NAME;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandRule;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.WorkLimits;

/** The keys that say what is refused. */
final class RulesReader {

    /** What the section of that name says. */
    private record Whitelist(List<AddressBlock> addresses, Optional<Path> file) {}

    private enum Unknown {
        REFUSE,
        PASS
    }

    private static final Kind<Integer> COUNT = Kind.integer(1, CommandRule.NO_LIMIT);
    /** A hash has no more trits that could be zero. */
    private static final Kind<Integer> MAGNITUDE = Kind.integer(1, 243);

    private static final Kind<String> PATTERN = new Kind<>(
            "a regular expression of RE2",
            text -> Optional.of(text).filter(t -> !t.isEmpty()).filter(RulesReader::isPattern),
            pattern -> pattern);

    private static final List<AddressBlock> LOCAL =
            ADDRESS_BLOCK.reader().apply("127.0.0.1").stream().toList();

    /** IRI and HORNET take lists of that length; official clients split longer ones. */
    private static final String LISTS = "[{ commands: [getBalances, getInclusionStates, wereAddressesSpentFrom, "
            + "getTrytes, findTransactions, checkConsistency], max-list: 1000 }]";

    private final Source source;
    private final List<CommandProfile> commands;

    /** @param commands what is known of commands */
    RulesReader(Source source, List<CommandProfile> commands) {
        this.source = source;
        this.commands = commands;
    }

    RulesConfig read(Section rules) {
        Optional<String> requireHeader = rules.optional("require-header", NAME, Optional.of("X-IOTA-API-Version"));
        boolean requireCommand = rules.value("require-command", FLAG, true);
        List<String> denyCommands =
                rules.list("deny-commands", COMMAND, List.of("getNeighbors", "addNeighbors", "removeNeighbors"));
        Whitelist whitelist = rules.section("whitelist", this::whitelist);
        CommandRules commandRules = commandRules(rules);
        PreflightConfig preflights = rules.section("options", RulesReader::preflights);
        List<AddressBlock> trustedProxies = rules.list("trusted-proxies", ADDRESS_BLOCK, List.of());
        AbuseConfig abuse = AbuseReader.read(rules);
        List<AddressBlock> denySources = rules.list("deny-sources", ADDRESS_BLOCK, List.of());
        return new RulesConfig(
                requireHeader,
                requireCommand,
                new RuleLists(whitelist.addresses(), denySources, denyCommands),
                whitelist.file(),
                commandRules,
                preflights,
                trustedProxies,
                abuse);
    }

    /** Where there are no commands, there is nothing to ask of them. */
    private CommandRules commandRules(Section rules) {
        boolean none = commands.isEmpty();
        Kind<Unknown> unknown = Kind.choice(Unknown.class);
        return new CommandRules(
                commands,
                rules.value("unknown-commands", unknown, none ? Unknown.PASS : Unknown.REFUSE) == Unknown.REFUSE,
                rules.sectionsOrNone("commands", () -> Yaml.parse(none ? "[]" : LISTS), RulesReader::commandRule),
                rules.section("attach", attach -> workLimits(attach, none)),
                rules.list("deny-bodies", PATTERN, List.of()));
    }

    private static CommandRule commandRule(Section rule) {
        List<String> commands = rule.list("commands", COMMAND, List.of());
        if (commands.isEmpty()) {
            rule.problem("commands", "none (expected: at least one command)");
            commands = List.of(BalancerReader.UNNAMED);
        }
        return new CommandRule(
                commands,
                rule.list("allow", ADDRESS_BLOCK, List.of()),
                rule.list("deny", ADDRESS_BLOCK, List.of()),
                rule.optional("max-body", Quantities.size(1 << 30), Optional.empty())
                        .orElse(CommandRule.NO_LIMIT),
                rule.optional("max-list", Kind.integer(0, CommandRule.NO_LIMIT), Optional.empty())
                        .orElse(CommandRule.NO_LIMIT));
    }

    private static WorkLimits workLimits(Section attach, boolean none) {
        return new WorkLimits(
                attach.optional("max-transactions", COUNT, none ? Optional.empty() : Optional.of(100))
                        .orElse(Integer.MAX_VALUE),
                attach.optional("max-magnitude", MAGNITUDE, none ? Optional.empty() : Optional.of(14))
                        .orElse(Integer.MAX_VALUE));
    }

    private static PreflightConfig preflights(Section options) {
        return new PreflightConfig(
                options.value("answer", FLAG, true),
                options.value("max-age", Quantities.DURATION_OR_ZERO, Duration.ofDays(1)));
    }

    /** What is in the file is read by whoever runs the balancer, again and again. */
    private Whitelist whitelist(Section whitelist) {
        List<AddressBlock> addresses = whitelist.list("addresses", ADDRESS_BLOCK, LOCAL);
        Optional<Path> file = whitelist.optional("file", source.path(), Optional.empty());
        try {
            if (file.isPresent()) {
                AddressFile.read(file.get());
            }
        } catch (IOException e) {
            whitelist.problem("file", file.orElseThrow() + ": " + e.getMessage());
        }
        return new Whitelist(addresses, file);
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
