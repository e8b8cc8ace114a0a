package org.irilb.health.check;

import java.time.Duration;

/**
 * Whether an IRI node, or one that answers like it, is fit to serve: what the old {@code node_check.sh} asked.
 *
 * @param verify whether the certificate of an HTTPS node is verified
 * @param minNeighbors fewest neighbours, 0 or more
 * @param minVersion oldest version of the program
 * @param appName what the program has to call itself
 * @param maxAnswer longest that {@code getNodeInfo} may take, longer than nothing
 * @param pow whether proof of work has to be allowed
 * @param limits whether the commands that change the node have to be refused
 * @param unsynced whether a node passes that lags behind its own milestones, with a warning
 */
public record NodeCheck(
        Target target,
        Duration timeout,
        boolean verify,
        int minNeighbors,
        Version minVersion,
        String appName,
        Duration maxAnswer,
        boolean pow,
        boolean limits,
        boolean unsynced)
        implements Check {

    public static final Duration TIMEOUT = Duration.ofSeconds(3);
    public static final int MIN_NEIGHBORS = 2;
    public static final Version MIN_VERSION = new Version("1.4.2.1");
    public static final String APP_NAME = "IRI";
    public static final Duration MAX_ANSWER = Duration.ofSeconds(1);

    /** With the defaults of the old script. */
    public static NodeCheck of(Target target) {
        return new NodeCheck(
                target, TIMEOUT, true, MIN_NEIGHBORS, MIN_VERSION, APP_NAME, MAX_ANSWER, false, true, false);
    }

    /**
     * The same questions to another node.
     *
     * @param verify whether its certificate is verified, unless these questions never want that
     */
    public NodeCheck at(Target other, Duration within, boolean verify) {
        return new NodeCheck(
                other,
                within,
                verify && this.verify,
                minNeighbors,
                minVersion,
                appName,
                maxAnswer,
                pow,
                limits,
                unsynced);
    }

    @Override
    public Dialogue begin() {
        return new NodeDialogue(this);
    }
}
