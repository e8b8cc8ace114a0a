package org.irilb.server.config;

import static org.irilb.server.config.Quantities.DURATION;

import java.time.Duration;
import java.util.Optional;
import org.irilb.health.active.CheckPace;
import org.irilb.health.passive.EjectionRules;
import org.irilb.server.config.HealthSettings.Trust;

/** The keys of the balancer's own checks; defaults are the predecessor's. */
final class HealthReader {

    private static final Kind<Integer> TIMES = Kind.integer(1, 100);

    private static final Kind<Integer> UP_TO_1000 = Kind.integer(0, 1000);
    private static final Kind<Integer> PERCENT = Kind.integer(0, 100);

    private HealthReader() {}

    static HealthSettings read(Section health) {
        Trust trust = health.value("trust", Kind.choice(Trust.class), Trust.BOTH);
        CheckKind check = health.value("check", CheckKind.KIND, CheckKind.INFO);
        CheckPace pace = new CheckPace(
                health.value("interval", DURATION, Duration.ofSeconds(10)),
                health.value("fast-interval", DURATION, Duration.ofSeconds(2)),
                health.value("down-interval", DURATION, Duration.ofSeconds(30)),
                health.value("rise", TIMES, 2),
                health.value("fall", TIMES, 4));
        return new HealthSettings(
                trust,
                check,
                pace,
                health.optional("timeout", DURATION, Optional.empty()),
                health.value("max-lag", Kind.integer(0, 1_000_000), 5),
                health.value("check-anybody", Kind.FLAG, false),
                health.optional("agent-port", Kind.integer(1, 65_535), Optional.empty()),
                health.value("agent-interval", DURATION, Duration.ofSeconds(10)),
                health.section("passive", HealthReader::ejections));
    }

    private static EjectionRules ejections(Section passive) {
        EjectionRules standard = EjectionRules.STANDARD;
        int failures = passive.value("failures", UP_TO_1000, standard.failures());
        int notReady = passive.value("not-ready", UP_TO_1000, standard.stateErrors());
        Duration window = passive.value("window", DURATION, standard.window());
        int flaps = passive.value("flaps", UP_TO_1000, standard.flaps());
        Duration hold = passive.value("hold", DURATION, standard.hold());
        Duration longest = passive.value("longest-hold", DURATION, standard.longestHold());
        if (longest.compareTo(hold) < 0) {
            passive.problem("longest-hold", "shorter than hold (expected: as long or longer)");
        }
        return new EjectionRules(
                failures,
                notReady,
                window,
                flaps,
                hold,
                longest,
                passive.value("max-percent", PERCENT, standard.maxPercent()),
                passive.value("panic-percent", PERCENT, standard.panicPercent()));
    }
}
