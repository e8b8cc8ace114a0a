package org.irilb.consul.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.watch.HealthLoop.Sight;
import org.irilb.consul.watch.HealthLoop.Taken;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthLoopTest {

    private static final Pace QUICK = new Pace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMillis(500));

    private static final Duration MAX_STALE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Long> taken = new CopyOnWriteArrayList<>();
    private final List<Sight> sights = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Promise<HealthAnswer> never = Promise.promise();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachAnswerIsHandedOverAndAskedOnFromItsIndex() {
        HealthLoop loop = start(answer(7), answer(9), never.future());

        Await.until("three questions", () -> asked.size() == 3);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "9 STALE");
        assertThat(taken).containsExactly(7L, 9L);
        assertThat(loop.contact().index()).isEqualTo(9);
        assertThat(loop.contact().failures()).isZero();
        assertThat(loop.contact().reads()).isEqualTo(2);
    }

    @Test
    void anIndexBelowOneIsAskedOnFromOne() {
        start(answer(0), never.future());

        Await.until("two questions", () -> asked.size() == 2);
        assertThat(asked).containsExactly("0 STALE", "1 STALE");
    }

    @Test
    void anIndexThatRecedesIsBelievedOnceMostServersSaySo() {
        start(answer(7), answer(3), answer(4), never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "careful", "4 STALE");
        assertThat(taken).containsExactly(7L, 4L);
        assertThat(sights).containsExactly(new Sight(false, true), new Sight(true, false));
    }

    @Test
    void aServerThatLagsBehindIsNotTakenForAConsulThatBeganAnew() {
        start(answer(7), answer(3), answer(8), never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "careful", "8 STALE");
        assertThat(sights).containsExactly(new Sight(false, true), new Sight(true, true));
    }

    @Test
    void aServerThatHasLostItsLeaderForLongIsNotBelieved() {
        start(late(7, MAX_STALE.plusMillis(1)), answer(7), late(8, MAX_STALE), never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly("0 STALE", "0 LEADER", "7 STALE", "8 STALE");
        assertThat(taken).containsExactly(7L, 8L);
    }

    @Test
    void whereNothingMayBeStaleTheLeaderIsAsked() {
        start(Duration.ZERO, scripted(List.of(answer(7), never.future())));

        Await.until("two questions", () -> asked.size() == 2);
        assertThat(asked).containsExactly("0 LEADER", "7 LEADER");
    }

    @Test
    void whatIsDoubtedIsAskedForCarefullyUntilItIsNot() {
        start(answer(-7), answer(-7), answer(7), never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly("0 STALE", "careful", "careful", "7 STALE");
    }

    @Test
    void afterAFailureItBeginsAnewAndIsUnsettled() {
        HealthLoop loop =
                start(answer(7), Future.failedFuture("away"), Future.failedFuture("still"), answer(8), never.future());

        Await.until("five questions", () -> asked.size() == 5);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "0 STALE", "0 STALE", "8 STALE");
        assertThat(sights).containsExactly(new Sight(false, true), new Sight(false, false));
        assertThat(failures).hasValue(2);
        assertThat(loop.contact().failures()).isZero();
    }

    @Test
    void aFailureShowsAndKeepsWhatWasKnown() {
        HealthLoop loop = start(answer(7), Future.failedFuture("away"), Future.failedFuture("still"), never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(loop.contact().failures()).isEqualTo(2);
        assertThat(loop.contact().failure().orElseThrow()).hasMessage("still");
        assertThat(loop.contact().index()).isEqualTo(7);
        assertThat(loop.contact().last()).isPresent();
    }

    @Test
    void aQuestionThatCannotEvenBeAskedDoesNotEndIt() {
        AtomicInteger tries = new AtomicInteger();
        start(MAX_STALE, () -> {
            if (tries.incrementAndGet() < 4) {
                throw new IllegalStateException("client is closed");
            }
            return tries.get() == 4 ? answer(7) : never.future();
        });

        Await.until("an answer in the end", () -> taken.contains(7L));
    }

    @Test
    void anAnswerThatCannotBeUsedIsAFailedRead() {
        HealthLoop loop = start(answer(666), answer(8), never.future());

        Await.until("three questions", () -> asked.size() == 3);
        assertThat(asked).containsExactly("0 STALE", "0 STALE", "8 STALE");
        assertThat(taken).containsExactly(8L);
        assertThat(loop.contact().failures()).isZero();
    }

    @Test
    void whoAsksAnewNoLongerListensToTheEarlierQuestion() {
        Promise<HealthAnswer> late = Promise.promise();
        HealthLoop loop = start(answer(7), late.future(), answer(9), never.future());
        Await.until("two questions", () -> asked.size() == 2);

        vertx.runOnContext(ignored -> {
            loop.askAnew();
            late.complete(new HealthAnswer(8, Duration.ZERO, List.of()));
        });

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "0 STALE", "9 STALE");
        assertThat(taken).containsExactly(7L, 9L);
    }

    @Test
    void aQuestionThatIsGivenUpCountsAsFailed() {
        Promise<HealthAnswer> late = Promise.promise();
        HealthLoop loop = start(answer(7), late.future(), answer(9), never.future());
        Await.until("two questions", () -> asked.size() == 2);

        vertx.runOnContext(ignored -> {
            loop.giveUp(new ReadFailure(ReadFailure.Kind.AWAY, "hangs"));
            late.complete(new HealthAnswer(8, Duration.ZERO, List.of()));
        });

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(taken).containsExactly(7L, 9L);
        assertThat(failures).hasValue(1);
    }

    @Test
    void aStoppedLoopListensToNothing() {
        Promise<HealthAnswer> late = Promise.promise();
        HealthLoop loop = start(late.future(), never.future());
        Await.until("a question", () -> asked.size() == 1);

        loop.stop();
        late.complete(new HealthAnswer(7, Duration.ZERO, List.of()));
        vertx.close().toCompletionStage().toCompletableFuture().join();

        assertThat(taken).isEmpty();
        assertThat(asked).hasSize(1);
    }

    /** An answer with a negative index is doubted, 666 can't be used. */
    private final class Taker implements HealthLoop.Taker {

        @Override
        public Taken take(HealthAnswer answer, Sight sight) {
            if (answer.index() == 666) {
                throw new AssertionError("cannot be used");
            }
            taken.add(answer.index());
            sights.add(sight);
            return answer.index() < 0 ? Taken.DOUBTED : Taken.CHANGED;
        }

        @Override
        public void failed(ReadFailure failure) {
            failures.incrementAndGet();
        }
    }

    private interface Script {
        Future<HealthAnswer> next();
    }

    private final class Reader implements HealthLoop.Reader {

        private final Script script;

        Reader(Script script) {
            this.script = script;
        }

        @Override
        public Future<HealthAnswer> ask(HealthQuestion question, Duration patience) {
            asked.add(question.index() + " " + question.consistency());
            return script.next();
        }

        @Override
        public Future<HealthAnswer> askCarefully(Duration patience) {
            asked.add("careful");
            return script.next();
        }

        @Override
        public void failed() {
            // there is nobody else to ask
        }
    }

    @SafeVarargs
    private HealthLoop start(Future<HealthAnswer>... answers) {
        List<Future<HealthAnswer>> list = new ArrayList<>();
        for (Future<HealthAnswer> answer : answers) {
            list.add(answer);
        }
        return start(MAX_STALE, scripted(list));
    }

    private HealthLoop start(Duration maxStale, Script script) {
        HealthLoop loop = new HealthLoop("test", vertx, QUICK, maxStale, () -> 1, new Reader(script), new Taker());
        loop.start();
        return loop;
    }

    private static Script scripted(List<Future<HealthAnswer>> answers) {
        Queue<Future<HealthAnswer>> queue = new ConcurrentLinkedQueue<>(answers);
        return queue::remove;
    }

    private static Future<HealthAnswer> answer(long index) {
        return late(index, Duration.ZERO);
    }

    private static Future<HealthAnswer> late(long index, Duration lastContact) {
        return Future.succeededFuture(new HealthAnswer(index, lastContact, List.of()));
    }
}
