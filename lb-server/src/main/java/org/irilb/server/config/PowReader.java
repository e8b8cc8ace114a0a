package org.irilb.server.config;

import java.time.Duration;
import org.irilb.core.config.PowConfig;

/** The keys of the section {@code pow}. */
final class PowReader {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private PowReader() {}

    static PowConfig read(Section pow) {
        return new PowConfig(
                pow.value("join", Kind.FLAG, true),
                pow.value("interrupt-abandoned", Kind.FLAG, true),
                pow.value("grace", Quantities.DURATION_OR_ZERO, GRACE));
    }
}
