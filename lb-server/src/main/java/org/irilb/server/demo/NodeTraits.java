package org.irilb.server.demo;

import java.time.Duration;
import java.util.Set;

/**
 * What a simulated node says about itself, refuses, and how long it takes. Replaced while the node runs.
 *
 * @param appName as in getNodeInfo
 * @param appVersion as in getNodeInfo
 * @param latestMilestone index of the newest milestone it has heard of, 0 if none
 * @param solidMilestone index of the newest milestone it knows in full, 0 if none
 * @param neighbors how many it has
 * @param limited commands that it answers 401; with attachToTangle among them it offers no proof of work
 * @param powTime of one transaction
 * @param answerTime before any answer to a command, and under the lock for those that need the lock
 */
public record NodeTraits(
        String appName,
        String appVersion,
        int latestMilestone,
        int solidMilestone,
        int neighbors,
        Set<String> limited,
        Duration powTime,
        Duration answerTime) {

    static final String ATTACH = "attachToTangle";
    static final String INTERRUPT = "interruptAttachingToTangle";
    private static final Set<String> NEIGHBORS = Set.of("getNeighbors", "addNeighbors", "removeNeighbors");

    public NodeTraits {
        limited = Set.copyOf(limited);
    }

    /** A synced node with five neighbours that does proof of work. */
    public static NodeTraits pow(Duration powTime) {
        return new NodeTraits("IRI", "1.8.6", 3, 3, 5, NEIGHBORS, powTime, Duration.ZERO);
    }

    /** A synced node with five neighbours that refuses proof of work. */
    public static NodeTraits plain() {
        return pow(Duration.ZERO)
                .withLimited(Set.of(ATTACH, INTERRUPT, "getNeighbors", "addNeighbors", "removeNeighbors"));
    }

    public NodeTraits withApp(String name, String version) {
        return new NodeTraits(name, version, latestMilestone, solidMilestone, neighbors, limited, powTime, answerTime);
    }

    public NodeTraits withMilestones(int latest, int solid) {
        return new NodeTraits(appName, appVersion, latest, solid, neighbors, limited, powTime, answerTime);
    }

    public NodeTraits withNeighbors(int count) {
        return new NodeTraits(
                appName, appVersion, latestMilestone, solidMilestone, count, limited, powTime, answerTime);
    }

    public NodeTraits withLimited(Set<String> commands) {
        return new NodeTraits(
                appName, appVersion, latestMilestone, solidMilestone, neighbors, commands, powTime, answerTime);
    }

    public NodeTraits withPowTime(Duration time) {
        return new NodeTraits(
                appName, appVersion, latestMilestone, solidMilestone, neighbors, limited, time, answerTime);
    }

    public NodeTraits withAnswerTime(Duration time) {
        return new NodeTraits(appName, appVersion, latestMilestone, solidMilestone, neighbors, limited, powTime, time);
    }

    /** Whether it has seen any milestone at all. */
    boolean started() {
        return solidMilestone > 0;
    }

    boolean synced() {
        return started() && solidMilestone >= latestMilestone - 1;
    }

    boolean offersPow() {
        return !limited.contains(ATTACH);
    }
}
