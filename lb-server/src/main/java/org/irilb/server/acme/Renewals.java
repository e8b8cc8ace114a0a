package org.irilb.server.acme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.irilb.server.config.AcmeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a certificate fresh: gets it as soon as there is none, renews it in time, and after a failure tries again, each
 * time later. Whoever serves with its file goes on with what is there meanwhile. On a thread of its own.
 */
final class Renewals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    /** Timers stand still while a machine is suspended, so the clock is looked at in between. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final AcmeSettings settings;
    private final RenewalPace pace;
    private final PrivateFiles files;
    private final CertificateFile file;
    private final Authority authority;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread renewals = new Thread(task, "irilb-acme");
        renewals.setDaemon(true);
        return renewals;
    });
    private int failuresInARow;
    private volatile AcmeStatus status;

    private Renewals(AcmeSettings settings, RenewalPace pace, PrivateFiles files, Authority authority) {
        this.settings = settings;
        this.pace = pace;
        this.files = files;
        this.authority = authority;
        this.file =
                new CertificateFile(files, settings.certificate().getFileName().toString(), settings.domains());
        this.status = new AcmeStatus(domain(), 0, 0, Instant.now(), notAfter(), "");
    }

    /**
     * Makes the storage, with a placeholder if there is no certificate, so that listeners can begin.
     *
     * @throws UncheckedIOException if the storage can't be written
     */
    static Renewals prepare(AcmeSettings settings, RenewalPace pace, Authority authority) {
        try {
            Renewals renewals = new Renewals(settings, pace, PrivateFiles.in(settings.storage()), authority);
            if (renewals.file.fill()) {
                LOG.warn(
                        "{}: a placeholder, signed by itself, until {} has issued a certificate",
                        settings.certificate(),
                        settings.directory());
            }
            return renewals;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(
                    "acme.storage: " + settings.storage() + ": can't be written: " + e.getMessage(), e));
        }
    }

    /** Begins; challenges can be answered from now on. */
    void start() {
        Instant due = file.issued()
                .map(certificate -> pace.renewal(certificate, random()))
                .orElseGet(Instant::now);
        schedule(due);
    }

    private void schedule(Instant due) {
        set(was -> new AcmeStatus(was.domain(), was.issued(), was.failed(), due, notAfter(), was.problem()));
        Duration wait = Duration.between(Instant.now(), due);
        long millis = Math.max(0, Math.min(wait.toMillis(), LONGEST_WAIT.toMillis()));
        thread.schedule(this::attempt, millis, TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        if (Instant.now().isBefore(status.next())) {
            schedule(status.next());
            return;
        }
        try {
            Authority.Issued issued = authority.issue(AccountKey.of(files));
            file.replace(issued);
            succeeded(issued.chain().get(0));
        } catch (Authority.Refusal e) {
            failed(e.getMessage(), e.notBefore());
        } catch (IOException e) {
            failed(e.getMessage(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being closed
        } catch (RuntimeException | LinkageError e) { // the latter over a jar that was replaced under it
            LOG.warn("certificate for {}", domain(), e);
            failed(e.toString(), Optional.empty());
        }
    }

    private void succeeded(X509Certificate certificate) {
        failuresInARow = 0;
        Instant due = pace.renewal(certificate, random());
        set(was -> new AcmeStatus(was.domain(), was.issued() + 1, was.failed(), due, notAfter(), ""));
        LOG.info(
                "certificate for {} issued, valid until {}, will be renewed on {}",
                settings.domains(),
                certificate.getNotAfter().toInstant(),
                due);
        schedule(due);
    }

    private void failed(String why, Optional<Instant> notBefore) {
        failuresInARow++;
        Instant retry = Instant.now().plus(pace.retry(failuresInARow, random()));
        Instant due = notBefore.filter(retry::isBefore).orElse(retry);
        set(was -> new AcmeStatus(was.domain(), was.issued(), was.failed() + 1, due, notAfter(), why));
        LOG.warn("no certificate for {} from {}: {}; next attempt {}", domain(), settings.directory(), why, due);
        schedule(due);
    }

    private void set(UnaryOperator<AcmeStatus> change) {
        status = change.apply(status);
    }

    private Optional<Instant> notAfter() {
        return file.issued().map(certificate -> certificate.getNotAfter().toInstant());
    }

    private String domain() {
        return settings.domains().get(0);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** Any thread. */
    AcmeStatus status() {
        return status;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
