package org.irilb.health.check;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.TlsOptions;

/** Whether a connection can be made; with an HTTPS target, whether TLS can be spoken over it. */
public record TcpCheck(Target target, Duration timeout, TlsOptions tls) implements Check {

    @Override
    public Dialogue begin() {
        return new Dialogue() {
            @Override
            public Step connected() {
                return new Conclude(new Verdict(CheckStatus.L4OK, 0, false, "connected", Optional.empty()));
            }

            @Override
            public Step answered(Answer answer) {
                throw new IllegalStateException("answer: " + answer.status() + " (expected: none)");
            }
        };
    }
}
