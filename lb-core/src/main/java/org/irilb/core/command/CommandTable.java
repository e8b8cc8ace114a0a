package org.irilb.core.command;

import static org.irilb.core.command.CommandClass.ADMIN;
import static org.irilb.core.command.CommandClass.POW;
import static org.irilb.core.command.CommandClass.READ;
import static org.irilb.core.command.CommandClass.WRITE;
import static org.irilb.core.command.RetryRule.ANY_NODE;
import static org.irilb.core.command.RetryRule.NEVER;
import static org.irilb.core.command.RetryRule.ONLY_IF_NOTHING_SENT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** The commands that something is known of. Immutable; any thread. */
public final class CommandTable {

    private static final boolean LOCK = true;
    private static final boolean FREE = false;

    /** IRI 1.8.6 and HORNET 0.5. IRI has one lock, which proof of work holds while three kinds of reader wait. */
    public static final CommandTable IRI = new CommandTable(List.of(
            new CommandProfile("getNodeInfo", READ, FREE, ANY_NODE),
            new CommandProfile("getNodeAPIConfiguration", READ, FREE, ANY_NODE),
            new CommandProfile("getBalances", READ, FREE, ANY_NODE),
            new CommandProfile("getInclusionStates", READ, FREE, ANY_NODE),
            new CommandProfile("wereAddressesSpentFrom", READ, FREE, ANY_NODE),
            new CommandProfile("getTrytes", READ, LOCK, ANY_NODE),
            new CommandProfile("findTransactions", READ, LOCK, ANY_NODE),
            new CommandProfile("checkConsistency", READ, FREE, ANY_NODE),
            new CommandProfile("getMissingTransactions", READ, FREE, ANY_NODE),
            new CommandProfile("getTransactionsToApprove", READ, LOCK, ANY_NODE),
            new CommandProfile("attachToTangle", POW, LOCK, ONLY_IF_NOTHING_SENT),
            new CommandProfile("interruptAttachingToTangle", POW, FREE, NEVER),
            new CommandProfile("broadcastTransactions", WRITE, FREE, ANY_NODE),
            new CommandProfile("storeTransactions", WRITE, FREE, ANY_NODE),
            new CommandProfile("getNeighbors", ADMIN, FREE, NEVER),
            new CommandProfile("addNeighbors", ADMIN, FREE, NEVER),
            new CommandProfile("removeNeighbors", ADMIN, FREE, NEVER),
            new CommandProfile("setApiRateLimit", ADMIN, FREE, NEVER)));

    private final List<CommandProfile> profiles;
    private final Command.Named[] asSpelt;
    private final TreeMap<String, CommandProfile> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public CommandTable(List<CommandProfile> profiles) {
        this.profiles = List.copyOf(profiles);
        this.asSpelt = profiles.stream()
                .map(profile -> new Command.Named(profile.name(), profile))
                .toArray(Command.Named[]::new);
        profiles.forEach(profile -> ignoringCase.put(profile.name(), profile));
    }

    public List<CommandProfile> profiles() {
        return profiles;
    }

    /** What is known of {@code name}, ignoring case as HORNET does; {@link CommandProfile#UNKNOWN} if nothing is. */
    public CommandProfile profile(String name) {
        return ignoringCase.getOrDefault(name, CommandProfile.UNKNOWN);
    }

    Command.Named named(String name) {
        return new Command.Named(name, profile(name));
    }

    /** The command whose name is {@code ascii[start..end)}; allocates only if it isn't spelt as in this table. */
    Command.Named named(byte[] ascii, int start, int end) {
        for (Command.Named known : asSpelt) {
            if (equal(known.name(), ascii, start, end)) {
                return known;
            }
        }
        return named(new String(ascii, start, end - start, StandardCharsets.US_ASCII));
    }

    private static boolean equal(String name, byte[] ascii, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != ascii[start + i]) {
                return false;
            }
        }
        return true;
    }
}
