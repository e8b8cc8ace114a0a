package org.irilb.core.command;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.guard.Guard;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.route.Routes;

/**
 * Whatever the bytes are, what nodes make of them was judged and routed as that: no denied command reaches a node, no
 * proof of work the pool of other commands, and nothing that is right is refused. No command is required, so that as much
 * as can be goes on. One thread's.
 */
final class NodeReadings {

    private static final List<String> DENIED = List.of("getNeighbors", "addNeighbors", "removeNeighbors");
    private static final List<String> POW = List.of("attachToTangle", "interruptAttachingToTangle");
    private static final Set<String> DENIED_IN_LOWER_CASE = lowerCase(DENIED);
    private static final Set<String> POW_IN_LOWER_CASE = lowerCase(POW);
    private static final int POW_POOL = 1;

    /** Of so many bodies that are no JSON, one is shown to the slower parsers, too. */
    private static final int SAMPLED = 16;

    private final Guard guard = new Guard(
            new RulesConfig(
                    Optional.empty(),
                    false,
                    new RuleLists(List.of(), List.of(), DENIED),
                    Optional.empty(),
                    CommandRules.OFF,
                    PreflightConfig.OFF,
                    List.of(),
                    AbuseConfig.OFF),
            List.of());
    private final Routes routes = new Routes(
            List.of(new RouteConfig(POW, "pow"), new RouteConfig(List.of(), "default")), List.of("default", "pow"));
    private final CommandReader reader = new CommandReader(CommandTable.IRI);
    private final NumericAddress source = NumericAddress.of(InetAddress.getLoopbackAddress());

    private int malformed;
    private int forwarded;
    private int denied;
    private int pow;
    private int disputed;

    private static Set<String> lowerCase(List<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    void check(byte[] body) {
        Command command = reader.read(body, 0, body.length);
        boolean refused = guard.checkBody(false, command, reader, source) != null;
        Set<String> executed = HornetOracle.read(body);
        if (executed == null) {
            // it is no JSON, and some node might still execute it
            require(command instanceof Command.Malformed || command == Command.NONE, "taken for JSON", body);
            if (refused && ++malformed % SAMPLED > 0) {
                return; // parsers say so with exceptions, which are slow
            }
            executed = new HashSet<>();
        }
        // IRI takes names as they are; it is held to any case
        GsonOracle.read(body).map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(executed::add);
        boolean toPow = !refused && routes.poolIndex(command) == POW_POOL;
        for (String name : executed) {
            count(name);
            require(refused || !DENIED_IN_LOWER_CASE.contains(name), name + " reaches a node", body);
            require(refused || toPow || !POW_IN_LOWER_CASE.contains(name), name + " reaches the default pool", body);
        }
        Optional<String> strict = OracleCheck.check(body);
        boolean mayPass = strict.isPresent() && DENIED.stream().noneMatch(strict.get()::equalsIgnoreCase);
        require(!refused || !mayPass, "what is right is refused", body);
        forwarded += refused ? 0 : 1;
        disputed += executed.size() > 1 ? 1 : 0;
    }

    private void count(String name) {
        denied += DENIED_IN_LOWER_CASE.contains(name) ? 1 : 0;
        pow += POW_IN_LOWER_CASE.contains(name) ? 1 : 0;
    }

    private static void require(boolean holds, String otherwise, byte[] body) {
        if (!holds) {
            throw new AssertionError(otherwise + ":\n" + new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    /** Bodies that went on. */
    int forwarded() {
        return forwarded;
    }

    /** Denied commands that a node would have executed. */
    int denied() {
        return denied;
    }

    /** Proof of work that a node would have done. */
    int pow() {
        return pow;
    }

    /** Bodies that are different commands to different nodes. */
    int disputed() {
        return disputed;
    }
}
