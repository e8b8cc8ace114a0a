package org.irilb.health.check;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a node's account of itself has to say. Pure. */
record NodeRules(NodeCheck check, NodeInfo info) {

    /** The first that is wrong. */
    Optional<String> fault() {
        return Stream.<Supplier<Optional<String>>>of(this::wrongName, this::tooOld, this::outOfSync, this::tooLonely)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> wrongName() {
        return info.text("appName")
                .map(name ->
                        name.equals(check.appName()) ? "" : "appName: " + name + " (expected: " + check.appName() + ")")
                .or(() -> Optional.of("appName: absent (expected: " + check.appName() + ")"))
                .filter(text -> !text.isEmpty());
    }

    private Optional<String> tooOld() {
        Optional<String> version = info.text("appVersion");
        boolean recent = version.flatMap(Version::parse)
                .filter(v -> v.compareTo(check.minVersion()) >= 0)
                .isPresent();
        return recent
                ? Optional.empty()
                : Optional.of(
                        "appVersion: " + version.orElse("absent") + " (expected: " + check.minVersion() + " or newer)");
    }

    private Optional<String> outOfSync() {
        return absent(NodeInfo.LATEST, info.latestMilestone())
                .or(() -> absent(NodeInfo.SOLID, info.solidMilestone()))
                .or(() -> check.unsynced() ? Optional.empty() : info.behind());
    }

    private static Optional<String> absent(String name, OptionalLong number) {
        return number.isPresent() ? Optional.empty() : Optional.of(name + ": absent (expected: a number)");
    }

    private Optional<String> tooLonely() {
        OptionalLong neighbors = info.neighbors();
        if (neighbors.isPresent() && neighbors.getAsLong() >= check.minNeighbors()) {
            return Optional.empty();
        }
        String count = neighbors.isPresent() ? Long.toString(neighbors.getAsLong()) : "absent";
        return Optional.of("neighbors: " + count + " (expected: " + check.minNeighbors() + " or more)");
    }

    /** What it is, in a few words. */
    String summary() {
        return info.behind().map(behind -> "out of sync, " + behind + "; ").orElse("")
                + info.text("appName").orElse("") + " "
                + info.text("appVersion").orElse("")
                + ", milestone " + info.solidMilestone().orElse(0)
                + " of " + info.latestMilestone().orElse(0)
                + ", neighbors " + info.neighbors().orElse(0);
    }
}
