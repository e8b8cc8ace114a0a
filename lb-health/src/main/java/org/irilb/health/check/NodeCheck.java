package org.irilb.health.check;

import java.time.Duration;
import org.irilb.core.config.TlsOptions;

/**
 * Whether an IRI node, or one that answers like it, is fit to serve: what the old {@code node_check.sh} asked.
 *
 * @param tls how TLS is spoken with an HTTPS node
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
        TlsOptions tls,
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
                target,
                TIMEOUT,
                TlsOptions.STANDARD,
                MIN_NEIGHBORS,
                MIN_VERSION,
                APP_NAME,
                MAX_ANSWER,
                false,
                true,
                false);
    }

    /**
     * The same questions to another node.
     *
     * @param tls how TLS is spoken with it; its certificate isn't verified if these questions never want that
     */
    public NodeCheck at(Target other, Duration within, TlsOptions tls) {
        return new NodeCheck(
                other,
                within,
                tls.verifiedIf(this.tls.verify()),
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
