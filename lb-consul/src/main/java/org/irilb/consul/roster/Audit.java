package org.irilb.consul.roster;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.snapshot.Origin;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.Question;
import org.irilb.consul.watch.Watch;
import org.irilb.consul.watch.WatchLoop;
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
    private final WatchLoop.Reader<List<ServiceInstance>> reader;
    private final Roster roster;
    private final Watch<?> watch;
    private volatile long drifts;

    public Audit(
            String name, Vertx vertx, WatchLoop.Reader<List<ServiceInstance>> reader, Roster roster, Watch<?> watch) {
        this.name = name;
        this.vertx = vertx;
        this.reader = reader;
        this.roster = roster;
        this.watch = watch;
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
        reader.ask(Question.atOnce(Question.Consistency.LEADER), patience).onSuccess(this::compare);
    }

    /** While it fails, or doubts, the watch knows that it doesn't know. */
    private boolean isBusy() {
        return watch.contact().failures() > 0
                || roster.view().origin() != Origin.CONSUL
                || !roster.view().held().isEmpty();
    }

    private void compare(Answer<List<ServiceInstance>> answer) {
        long seen = watch.contact().index();
        if (answer.index() == seen) {
            if (!roster.isAsBefore(answer)) {
                drifted(answer);
            }
        } else if (answer.index() > seen) {
            vertx.setTimer(GRACE.toMillis(), ignored -> {
                if (watch.contact().index() < answer.index() && !isBusy()) {
                    drifted(answer);
                }
            });
        }
    }

    private void drifted(Answer<List<ServiceInstance>> answer) {
        drifts++;
        LOG.error(
                "{}: the watch missed a change: at index {}, the leader at {} says something else; reading anew",
                name,
                watch.contact().index(),
                answer.index());
        watch.askAnewCarefully();
    }
}
