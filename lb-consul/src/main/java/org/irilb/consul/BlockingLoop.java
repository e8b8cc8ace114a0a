package org.irilb.consul;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.consul.BlockingQueryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a blocking query over and over, for ever: hands over each answer, changes nothing on a failure, and asks again
 * (Consul documentation, "Blocking queries"). One Vert.x loop's, except {@link #start}, {@link #stop} and
 * {@link #status}.
 */
final class BlockingLoop<T> {

    /** What Consul said, and the index to ask on from. */
    record Answer<T>(long index, T value) {}

    private static final Logger LOG = LoggerFactory.getLogger(ConsulSource.class);

    private final String name;
    private final Vertx vertx;
    private final Pace pace;
    private final DoubleSupplier random;
    private final Function<BlockingQueryOptions, Future<Answer<T>>> query;
    private final Consumer<T> answers;
    private long index;
    private long askedNanos;
    private volatile boolean stopped;
    private volatile ConsulStatus status = ConsulStatus.UNREAD;

    /**
     * @param name for the log
     * @param random 0 to 1, to spread what many balancers do
     * @param answers may throw; that counts as a failed read
     */
    BlockingLoop(
            String name,
            Vertx vertx,
            Pace pace,
            DoubleSupplier random,
            Function<BlockingQueryOptions, Future<Answer<T>>> query,
            Consumer<T> answers) {
        this.name = name;
        this.vertx = vertx;
        this.pace = pace;
        this.random = random;
        this.query = query;
        this.answers = answers;
    }

    void start() {
        vertx.getOrCreateContext().runOnContext(ignored -> ask());
    }

    /** What is under way is no longer listened to. */
    void stop() {
        stopped = true;
    }

    ConsulStatus status() {
        return status;
    }

    private void ask() {
        if (stopped) {
            return;
        }
        askedNanos = System.nanoTime();
        BlockingQueryOptions options =
                new BlockingQueryOptions().setIndex(index).setWait(pace.hold().toMillis() + "ms");
        try {
            query.apply(options).onComplete(this::answered);
        } catch (RuntimeException | Error e) {
            // thrown into a timer it would be the end of the loop
            failed(e);
        }
    }

    private void answered(AsyncResult<Answer<T>> result) {
        if (stopped) {
            return;
        }
        if (result.failed()) {
            failed(result.cause());
            return;
        }
        try {
            answers.accept(result.result().value());
            succeeded(result.result().index());
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void succeeded(long answered) {
        if (status.failures() > 0) {
            LOG.info("{}: can be read again after {} failures", name, status.failures());
        }
        status = status.answered(Instant.now(), answered);
        index = next(index, answered);
        after(pace.next(Duration.ofNanos(System.nanoTime() - askedNanos), random.getAsDouble()));
    }

    /** An index that recedes means that Consul began anew, and one below 1 that a query with it wouldn't block. */
    static long next(long index, long answered) {
        return answered < index ? 0 : Math.max(1, answered);
    }

    /** The next question is one that Consul answers at once: whatever came back to life may count from another index. */
    private void failed(Throwable cause) {
        status = status.failed(reason(cause));
        index = 0;
        if (Integer.bitCount(status.failures()) == 1) {
            LOG.warn(
                    "{}: cannot be read, everything stays as it was (failure {} in a row): {}",
                    name,
                    status.failures(),
                    reason(cause));
        }
        LOG.debug("{}: failed", name, cause);
        after(pace.retry(status.failures(), random.getAsDouble()));
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return Text.printable(
                message == null || message.isBlank() ? cause.getClass().getSimpleName() : message);
    }

    private void after(Duration pause) {
        vertx.setTimer(Math.max(1, pause.toMillis()), ignored -> ask());
    }
}
