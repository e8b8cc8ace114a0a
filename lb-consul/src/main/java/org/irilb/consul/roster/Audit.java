package org.irilb.consul.roster;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.irilb.consul.watch.HealthAnswer;
import org.irilb.consul.watch.HealthLoop;
import org.irilb.consul.watch.HealthQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks behind the blocking question every few minutes: asks the leader for everything, and compares. A watch that has
 * missed something would go on as if all were well. One Vert.x loop's; {@link #drifts} is any thread's.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    /** How long the blocking question may take to bring what the leader knows already. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final String name;
    private final Vertx vertx;
    private final HealthLoop.Reader reader;
    private final Roster roster;
    private final HealthLoop loop;
    private volatile long drifts;

    public Audit(String name, Vertx vertx, HealthLoop.Reader reader, Roster roster, HealthLoop loop) {
        this.name = name;
        this.vertx = vertx;
        this.reader = reader;
        this.roster = roster;
        this.loop = loop;
    }

    /** How often the watch had missed something. */
    public long drifts() {
        return drifts;
    }

    /** A failure says nothing here: the watch will notice it, too. */
    public void look(Duration patience) {
        if (isBusy()) {
            return;
        }
        reader.ask(HealthQuestion.atOnce(HealthQuestion.Consistency.LEADER), patience)
                .onSuccess(this::compare);
    }

    /** While it fails, or doubts, the watch knows that it doesn't know. */
    private boolean isBusy() {
        return loop.contact().failures() > 0
                || roster.view().origin() != Origin.CONSUL
                || !roster.view().held().isEmpty();
    }

    private void compare(HealthAnswer answer) {
        long watched = loop.contact().index();
        if (answer.index() == watched) {
            if (!roster.isAsBefore(answer)) {
                drifted(answer);
            }
        } else if (answer.index() > watched) {
            vertx.setTimer(GRACE.toMillis(), ignored -> {
                if (loop.contact().index() < answer.index() && !isBusy()) {
                    drifted(answer);
                }
            });
        }
    }

    private void drifted(HealthAnswer answer) {
        drifts++;
        LOG.error(
                "{}: the watch missed a change: at index {}, the leader at {} says something else; reading anew",
                name,
                loop.contact().index(),
                answer.index());
        loop.askAnewCarefully();
    }
}
