package org.irilb.health.check;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.TlsOptions;

/** Whether a connection can be made; with an HTTPS target, whether TLS can be spoken over it. */
public record TcpCheck(Target target, Duration timeout, TlsOptions tls) implements Check {

    @Override
    public Dialogue begin() {
        return new Dialogue() {
            @Override
            public Step connected() {
                return target.scheme() == Scheme.HTTPS
                        ? passed(CheckStatus.L6OK, "speaks TLS")
                        : passed(CheckStatus.L4OK, "connected");
            }

            @Override
            public Step answered(Answer answer) {
                throw new IllegalStateException("answer: " + answer.status() + " (expected: none)");
            }
        };
    }

    private static Dialogue.Step passed(CheckStatus status, String text) {
        return new Dialogue.Conclude(new Dialogue.Verdict(status, 0, false, text, Optional.empty()));
    }
}
