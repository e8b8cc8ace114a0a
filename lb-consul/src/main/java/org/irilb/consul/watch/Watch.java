package org.irilb.consul.watch;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.irilb.consul.api.ConsulApi;

/**
 * A question that is asked over and over, with all that keeps it from waiting in vain: signs of life, and a new start
 * when there are other credentials. One Vert.x loop's, except {@link #stop} and {@link #contact}.
 */
public final class Watch<T> {

    /** How long a sign of life may take. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    /** How soon another token or certificate is noticed. */
    private static final Duration CREDENTIALS = Duration.ofMillis(500);

    private final Vertx vertx;
    private final WatchPace pace;
    private final ConsulApi api;
    private final WatchLoop<T> loop;
    private final Pulse pulse;

    /**
     * @param name for the log
     * @param maxStale how long a server may have been without its leader
     */
    public Watch(
            String name,
            Vertx vertx,
            WatchPace pace,
            Duration maxStale,
            ConsulApi api,
            WatchLoop.Reader<T> reader,
            WatchLoop.Taker<T> taker) {
        this.vertx = vertx;
        this.pace = pace;
        this.api = api;
        this.loop = new WatchLoop<>(
                name, vertx, pace, maxStale, () -> ThreadLocalRandom.current().nextDouble(), reader, taker);
        this.pulse = new Pulse(reader, loop);
    }

    /** Begins to ask; returns at once. */
    public void start() {
        loop.start();
        vertx.setPeriodic(pace.pulse().toMillis(), ignored -> pulse.look(SIGN_OF_LIFE));
        vertx.setPeriodic(CREDENTIALS.toMillis(), ignored -> {
            if (api.hasOtherCredentials()) {
                loop.askAnew();
            }
        });
    }

    /** What is under way is no longer listened to. */
    public void stop() {
        loop.stop();
    }

    /** Asks anew at once, in a way that can't be mistaken. */
    public void askAnewCarefully() {
        loop.askAnewCarefully();
    }

    public Contact contact() {
        return loop.contact();
    }
}
