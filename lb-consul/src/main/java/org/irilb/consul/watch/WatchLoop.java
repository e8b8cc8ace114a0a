package org.irilb.consul.watch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.irilb.consul.api.ReadFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the same of Consul over and over, for ever: hands over each answer, changes nothing on a failure, and asks again
 * (Consul documentation, "Blocking queries"). One Vert.x loop's, except {@link #start}, {@link #stop} and
 * {@link #contact}.
 */
public final class WatchLoop<T> {

    /** Who is asked. */
    public interface Reader<T> {

        Future<Answer<T>> ask(Question question, Duration patience);

        /** The same at once, in a way that can't be mistaken: see {@link HealthQuery#askCarefully}. */
        Future<Answer<T>> askCarefully(Duration patience);

        /** Asks for anything that is answered at once; fails if nobody answers. */
        Future<?> signOfLife(Duration patience);

        /** Whoever is asked next should be another one. */
        void failed();
    }

    /** Who is told. */
    public interface Taker<T> {

        /**
         * May throw; that counts as a failed read.
         *
         * @return what comes of it
         */
        Taken take(Answer<T> answer, Sight sight);

        /** Nothing was read; changes nothing. */
        void failed(ReadFailure failure);
    }

    /** What comes of an answer. */
    public enum Taken {
        CHANGED,
        UNCHANGED,
        /** It has to be asked for again, carefully. */
        DOUBTED
    }

    /**
     * How good a look was.
     *
     * @param careful whether most servers were asked, and whether the token may see it
     * @param settled whether Consul answered without a break before it
     */
    public record Sight(boolean careful, boolean settled) {}

    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

    private final String name;
    private final Vertx vertx;
    private final WatchPace pace;
    private final Duration maxStale;
    private final DoubleSupplier random;
    private final Reader<T> reader;
    private final Taker<T> taker;
    /** Answers to earlier questions aren't listened to. */
    private int question;

    private long askedNanos;
    private long index;
    /** The highest index since Consul began. */
    private long known;

    private boolean careful;
    private boolean tooStale;
    private int idle;
    private boolean everBroken;
    private long brokenNanos;
    private volatile boolean stopped;
    private volatile Contact contact = Contact.NONE;

    /**
     * @param name for the log
     * @param maxStale how long a server may have been without its leader
     * @param random 0 to 1, to spread what many balancers do
     */
    public WatchLoop(
            String name,
            Vertx vertx,
            WatchPace pace,
            Duration maxStale,
            DoubleSupplier random,
            Reader<T> reader,
            Taker<T> taker) {
        this.name = name;
        this.vertx = vertx;
        this.pace = pace;
        this.maxStale = maxStale;
        this.random = random;
        this.reader = reader;
        this.taker = taker;
    }

    public void start() {
        vertx.getOrCreateContext().runOnContext(ignored -> ask());
    }

    /** What is under way is no longer listened to. */
    public void stop() {
        stopped = true;
    }

    public Contact contact() {
        return contact;
    }

    /** Asks anew at once, whatever is under way. */
    public void askAnew() {
        if (!stopped) {
            index = 0;
            ask();
        }
    }

    /** Asks anew at once, in a way that can't be mistaken. */
    public void askAnewCarefully() {
        careful = true;
        askAnew();
    }

    /** Consul has shown that it is there, while the question is held back. */
    void heard() {
        contact = contact.heard(Instant.now());
    }

    /** Gives up what is under way, for {@code failure} shows that it will come to nothing. */
    void giveUp(ReadFailure failure) {
        if (!stopped) {
            question++;
            failed(failure);
        }
    }

    private void ask() {
        if (stopped) {
            return;
        }
        int asked = ++question;
        askedNanos = System.nanoTime();
        Question next = next();
        Duration patience = pace.patience(next);
        boolean carefully = careful;
        try {
            (carefully ? reader.askCarefully(patience) : reader.ask(next, patience)).onComplete(result -> {
                if (stopped || asked != question) {
                    return;
                }
                if (result.succeeded()) {
                    answered(next, carefully, result.result());
                } else {
                    failed(ReadFailure.of(result.cause()));
                }
            });
        } catch (RuntimeException | Error e) {
            // thrown into a timer it would be the end of the loop
            failed(ReadFailure.of(e));
        }
    }

    private Question next() {
        if (careful) {
            return Question.atOnce(Question.Consistency.CONFIRMED);
        }
        boolean leader = tooStale || maxStale.isZero();
        return new Question(
                index,
                pace.wait(random.getAsDouble()),
                leader ? Question.Consistency.LEADER : Question.Consistency.STALE);
    }

    private void answered(Question asked, boolean carefully, Answer<T> answer) {
        if (asked.consistency() == Question.Consistency.STALE
                && answer.lastContact().compareTo(maxStale) > 0) {
            LOG.debug("{}: a server without its leader for {} answered", name, answer.lastContact());
            tooStale = true;
            index = 0;
            after(pace.next(sinceAsked(), 0, random.getAsDouble()));
            return;
        }
        tooStale = false;
        if (answer.index() < known && !carefully) {
            // another server that lags behind, or a Consul that began anew: most servers know
            careful = true;
            after(pace.next(sinceAsked(), 0, random.getAsDouble()));
            return;
        }
        if (answer.index() < known) {
            LOG.warn("{}: the index fell from {} to {}, Consul began anew", name, known, answer.index());
            broken();
        }
        try {
            take(answer, carefully);
        } catch (RuntimeException | Error e) {
            failed(ReadFailure.of(e));
        }
    }

    private void take(Answer<T> answer, boolean carefully) {
        Taken taken = taker.take(answer, new Sight(carefully, isSettled()));
        if (contact.failures() > 0) {
            LOG.info("{}: can be read again after {} failures", name, contact.failures());
        }
        contact = contact.answered(Instant.now(), answer);
        known = answer.index();
        careful = taken == Taken.DOUBTED;
        index = careful ? 0 : Math.max(1, answer.index()); // a question with 0 wouldn't be held back
        idle = taken == Taken.CHANGED ? 0 : idle + 1;
        after(pace.next(sinceAsked(), idle, random.getAsDouble()));
    }

    private boolean isSettled() {
        return !everBroken || System.nanoTime() - brokenNanos > pace.settle().toNanos();
    }

    private void broken() {
        everBroken = true;
        brokenNanos = System.nanoTime();
    }

    /** The next question is one that Consul answers at once: whatever came back to life may count from another index. */
    private void failed(ReadFailure failure) {
        if (stopped) {
            return; // whoever closes the client makes it fail
        }
        broken();
        contact = contact.failed(failure);
        index = 0;
        if (Integer.bitCount(contact.failures()) == 1) {
            LOG.warn(
                    "{}: {}, everything stays as it was (failure {} in a row): {}",
                    name,
                    said(failure.kind()),
                    contact.failures(),
                    failure.getMessage());
        }
        reader.failed();
        taker.failed(failure);
        after(pace.retry(failure.kind(), contact.failures(), random.getAsDouble()));
    }

    private static String said(ReadFailure.Kind kind) {
        return switch (kind) {
            case AWAY -> "cannot be reached";
            case NO_DATACENTER -> "no such datacenter is known there, see datacenters and how they are joined";
            case FORBIDDEN -> "access denied, see the token";
            case NOT_FOUND -> "not found, see the address";
            case REFUSED -> "the question is refused";
            case GARBLED -> "the answer cannot be read";
        };
    }

    private Duration sinceAsked() {
        return Duration.ofNanos(System.nanoTime() - askedNanos);
    }

    private void after(Duration pause) {
        int asked = question;
        vertx.setTimer(Math.max(1, pause.toMillis()), ignored -> {
            if (asked == question) {
                ask();
            }
        });
    }
}
