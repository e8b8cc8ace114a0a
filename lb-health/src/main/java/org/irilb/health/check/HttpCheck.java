package org.irilb.health.check;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.TlsOptions;

/**
 * An HTTP request that is answered with a status below 300; 429 is a warning, as for Consul (documentation of checks,
 * "HTTP").
 *
 * @param method e.g. {@code GET}
 * @param body sent with it; empty for none
 */
public record HttpCheck(Target target, Duration timeout, TlsOptions tls, String method, String body) implements Check {

    @Override
    public Dialogue begin() {
        return new Dialogue() {
            @Override
            public Step connected() {
                return new Ask(new Question(method + " " + target.path(), method, "", body));
            }

            @Override
            public Step answered(Answer answer) {
                int code = answer.status();
                boolean passed = code >= 200 && code < 300 || code == 429;
                return new Conclude(new Verdict(
                        passed ? CheckStatus.L7OK : CheckStatus.L7STS,
                        code,
                        code == 429,
                        "answered " + code + (passed ? "" : " (expected: 200..299)"),
                        Optional.empty()));
            }
        };
    }
}
