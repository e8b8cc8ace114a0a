package org.irilb.consul.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.instance.Instances;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.Question;
import org.irilb.consul.watch.Watch;
import org.irilb.consul.watch.WatchLoop.Reader;
import org.irilb.consul.watch.WatchLoop.Sight;
import org.irilb.consul.watch.WatchLoop.Taken;
import org.irilb.consul.watch.WatchPace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the audit looks. What it finds is in {@link org.irilb.consul.ConsulOutageTest}. */
final class AuditTest {

    private static final Sight SETTLED = new Sight(false, true);
    private static final Sight AFTER_A_BREAK = new Sight(true, false);

    private final Vertx vertx = Vertx.vertx();
    private final List<Question> asked = new ArrayList<>();
    private final Roster roster = new Roster("test", LossRule.STANDARD, true, Optional.empty(), nodes -> {});
    private final Audit audit = new Audit("test", vertx, new Silent(), roster, watch());

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itLooksBehindNodesThatConsulHasTold() {
        audit.look(Duration.ofSeconds(1));
        assertThat(asked).isEmpty();

        roster.take(answer("a", "b"), SETTLED);
        audit.look(Duration.ofSeconds(1));
        assertThat(asked).containsExactly(Question.atOnce(Question.Consistency.LEADER));
    }

    @Test
    void itLeavesALossAloneThatIsDoubtedAlready() {
        roster.take(answer("a", "b", "c"), SETTLED);
        assertThat(roster.take(answer("a"), AFTER_A_BREAK)).isEqualTo(Taken.DOUBTED);
        audit.look(Duration.ofSeconds(1));
        assertThat(asked).isEmpty();

        roster.take(answer("a", "b", "c"), SETTLED);
        audit.look(Duration.ofSeconds(1));
        assertThat(asked).hasSize(1);
    }

    /** Never started: no read of it has failed. */
    private Watch<List<ServiceInstance>> watch() {
        ConsulApi api = new ConsulApi(vertx, ConsulAccess.to(new ConsulAddress(false, "127.0.0.1", 1)));
        return new Watch<>("test", vertx, WatchPace.STANDARD, Duration.ZERO, api, new Silent(), roster);
    }

    private static Answer<List<ServiceInstance>> answer(String... ids) {
        return new Answer<>(
                7,
                Duration.ZERO,
                Stream.of(ids)
                        .map(id -> Instances.at("agent", id, "10.0.0.1", 14265))
                        .toList());
    }

    /** Remembers what it is asked at once, and never answers. */
    private final class Silent implements Reader<List<ServiceInstance>> {

        private final Promise<Answer<List<ServiceInstance>>> never = Promise.promise();

        @Override
        public Future<Answer<List<ServiceInstance>>> ask(Question question, Duration patience) {
            asked.add(question);
            return never.future();
        }

        @Override
        public Future<Answer<List<ServiceInstance>>> askCarefully(Duration patience) {
            return never.future();
        }

        @Override
        public Future<?> signOfLife(Duration patience) {
            return never.future();
        }

        @Override
        public void failed() {
            // there is nobody else to ask
        }
    }
}
