package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that was measured, as a page of Markdown. One thread only. */
final class AbuseReport {

    private final int attackers;
    private final int seconds;
    private final int rate;
    private final Map<Abuse.Limits, List<AbuseRun>> runs = new EnumMap<>(Abuse.Limits.class);
    private final List<HeldMemory> held = new ArrayList<>();

    AbuseReport(int attackers, int seconds, int rate) {
        this.attackers = attackers;
        this.seconds = seconds;
        this.rate = rate;
    }

    void runs(Abuse.Limits limits, List<AbuseRun> measured) {
        runs.put(limits, measured);
    }

    void held(HeldMemory measured) {
        held.add(measured);
    }

    /** Whether anybody was harmed. */
    boolean hasErrors() {
        return runs.values().stream()
                .flatMap(List::stream)
                .anyMatch(run -> run.bystanders().error().isPresent());
    }

    String markdown() throws IOException {
        StringBuilder page = new StringBuilder();
        runs.forEach((limits, measured) -> {
            page.append(limits.title()).append(":\n\n").append(AbuseRun.HEADER);
            measured.forEach(run -> page.append(run.row()).append('\n'));
            page.append('\n');
        });
        held.forEach(memory -> page.append(memory.sentence()).append("\n\n"));
        List<String> machine = new ArrayList<>();
        Machine.describe().forEach((what, value) -> machine.add(what + " " + value));
        return page + "Each attack: " + attackers + " connections at a time for " + seconds
                + " s, made anew whenever they are ended, beside " + rate
                + " requests/s of others over HTTP/1.1; one event loop, attackers and others on the same machine. "
                + String.join(", ", machine) + ".\n";
    }
}
