package org.irilb.health.check;

import java.time.Duration;

/**
 * What came of listening for a line of text.
 *
 * @param status {@link CheckStatus#L7OK} if there was one, else why not
 * @param took from the begin
 * @param text the line without its end; if there was none, what went wrong
 */
public record Line(CheckStatus status, Duration took, String text) {

    public boolean isThere() {
        return status == CheckStatus.L7OK;
    }
}
