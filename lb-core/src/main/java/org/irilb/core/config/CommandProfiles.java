package org.irilb.core.config;

import static org.irilb.core.config.CommandClass.ADMIN;
import static org.irilb.core.config.CommandClass.INTERRUPT;
import static org.irilb.core.config.CommandClass.POW;
import static org.irilb.core.config.CommandClass.READ;
import static org.irilb.core.config.CommandClass.WRITE;
import static org.irilb.core.config.RetryRule.ANY_NODE;
import static org.irilb.core.config.RetryRule.NEVER;
import static org.irilb.core.config.RetryRule.ONLY_IF_NOTHING_SENT;

import java.util.List;

/**
 * The commands of known nodes. What is meant for their operators only is left out, so that it is refused as unknown,
 * except for the commands about neighbours, which are denied by default.
 */
public final class CommandProfiles {

    private static final String FREE = "";

    /** Proof of work holds IRI's one lock, while readers of three kinds wait. */
    private static final String LOCK = "iri";

    /** IRI 1.8.6. */
    public static final List<CommandProfile> IRI = List.of(
            new CommandProfile("getNodeInfo", READ, FREE, ANY_NODE, 1),
            new CommandProfile("getNodeAPIConfiguration", READ, FREE, ANY_NODE, 1),
            new CommandProfile("getBalances", READ, FREE, ANY_NODE, 2),
            new CommandProfile("getInclusionStates", READ, FREE, ANY_NODE, 2),
            new CommandProfile("wereAddressesSpentFrom", READ, FREE, ANY_NODE, 2),
            new CommandProfile("getTrytes", READ, LOCK, ANY_NODE, 5),
            new CommandProfile("findTransactions", READ, LOCK, ANY_NODE, 20),
            new CommandProfile("checkConsistency", READ, FREE, ANY_NODE, 10),
            new CommandProfile("getMissingTransactions", READ, FREE, ANY_NODE, 10),
            new CommandProfile("getTransactionsToApprove", READ, LOCK, ANY_NODE, 20),
            new CommandProfile("attachToTangle", POW, LOCK, ONLY_IF_NOTHING_SENT, 100),
            new CommandProfile("interruptAttachingToTangle", INTERRUPT, FREE, NEVER, 1),
            new CommandProfile("broadcastTransactions", WRITE, FREE, ANY_NODE, 5),
            new CommandProfile("storeTransactions", WRITE, FREE, ANY_NODE, 5),
            new CommandProfile("getNeighbors", ADMIN, FREE, NEVER, 1),
            new CommandProfile("addNeighbors", ADMIN, FREE, NEVER, 1),
            new CommandProfile("removeNeighbors", ADMIN, FREE, NEVER, 1));

    /** HORNET 0.5, which has no lock and doesn't interrupt. */
    public static final List<CommandProfile> HORNET = List.of(
            new CommandProfile("getNodeInfo", READ, FREE, ANY_NODE, 1),
            new CommandProfile("getNodeAPIConfiguration", READ, FREE, ANY_NODE, 1),
            new CommandProfile("getBalances", READ, FREE, ANY_NODE, 2),
            new CommandProfile("getInclusionStates", READ, FREE, ANY_NODE, 2),
            new CommandProfile("wereAddressesSpentFrom", READ, FREE, ANY_NODE, 2),
            new CommandProfile("getTipInfo", READ, FREE, ANY_NODE, 5),
            new CommandProfile("getTrytes", READ, FREE, ANY_NODE, 5),
            new CommandProfile("findTransactions", READ, FREE, ANY_NODE, 10),
            new CommandProfile("checkConsistency", READ, FREE, ANY_NODE, 10),
            new CommandProfile("getTransactionsToApprove", READ, FREE, ANY_NODE, 5),
            new CommandProfile("attachToTangle", POW, FREE, ONLY_IF_NOTHING_SENT, 100),
            new CommandProfile("broadcastTransactions", WRITE, FREE, ANY_NODE, 5),
            new CommandProfile("storeTransactions", WRITE, FREE, ANY_NODE, 5),
            new CommandProfile("getNeighbors", ADMIN, FREE, NEVER, 1),
            new CommandProfile("addNeighbors", ADMIN, FREE, NEVER, 1),
            new CommandProfile("removeNeighbors", ADMIN, FREE, NEVER, 1));

    private CommandProfiles() {}
}
