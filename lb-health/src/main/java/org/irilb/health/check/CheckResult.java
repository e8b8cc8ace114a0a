package org.irilb.health.check;

import java.time.Duration;
import java.util.Optional;

/**
 * How a check ended.
 *
 * @param status HAProxy's code
 * @param httpCode status of the answer that decided; 0 if none did
 * @param warning whether there is something to worry about, though it passed
 * @param took from its begin to its end
 * @param text one line for operators
 * @param info what the node said of itself, if it came to that
 */
public record CheckResult(
        CheckStatus status, int httpCode, boolean warning, Duration took, String text, Optional<NodeInfo> info) {

    /** One that was never answered. */
    public static CheckResult unanswered(CheckStatus status, Duration took, String text) {
        return new CheckResult(status, 0, false, took, text, Optional.empty());
    }

    public boolean passed() {
        return status.passed();
    }

    /** Whether it says anything of the node. */
    public boolean isKnown() {
        return status.isKnown();
    }
}
