package org.irilb.core.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.irilb.core.metrics.CertificateStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of certificates that are about to expire, once a day from two weeks before. One thread's. */
final class ExpiryWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWarnings.class);

    private static final long DAYS = 14;

    private final String listener;
    private final Map<String, Long> told = new HashMap<>();

    ExpiryWarnings(String listener) {
        this.listener = listener;
    }

    void look(List<CertificateStatus> certificates, Instant now) {
        for (CertificateStatus certificate : certificates) {
            long days = Math.floorDiv(
                    Duration.between(now, certificate.until()).toSeconds(),
                    Duration.ofDays(1).toSeconds());
            Long before = told.put(certificate.file(), days);
            if (days > DAYS || before != null && before == days) {
                continue;
            }
            if (days < 0) {
                LOG.error("{}: {} expired at {}", listener, certificate.file(), certificate.until());
            } else {
                LOG.warn("{}: {} expires at {}, in {} days", listener, certificate.file(), certificate.until(), days);
            }
        }
    }
}
