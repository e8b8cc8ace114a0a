package org.irilb.consul.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.watch.WatchLoop.Sight;
import org.irilb.consul.watch.WatchLoop.Taken;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WatchLoopTest {

    private static final WatchPace QUICK = new WatchPace(
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
    private final Promise<Answer<String>> never = Promise.promise();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachAnswerIsHandedOverAndAskedOnFromItsIndex() {
        WatchLoop<String> loop = start(answer(7), answer(9), never.future());

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
        WatchLoop<String> loop =
                start(answer(7), Future.failedFuture("away"), Future.failedFuture("still"), answer(8), never.future());

        Await.until("five questions", () -> asked.size() == 5);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "0 STALE", "0 STALE", "8 STALE");
        assertThat(sights).containsExactly(new Sight(false, true), new Sight(false, false));
        assertThat(failures).hasValue(2);
        assertThat(loop.contact().failures()).isZero();
        assertThat(loop.contact().failed()).isEqualTo(2);
    }

    @Test
    void aFailureShowsAndKeepsWhatWasKnown() {
        WatchLoop<String> loop =
                start(answer(7), Future.failedFuture("away"), Future.failedFuture("still"), never.future());

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
        WatchLoop<String> loop = start(answer(666), answer(8), never.future());

        Await.until("three questions", () -> asked.size() == 3);
        assertThat(asked).containsExactly("0 STALE", "0 STALE", "8 STALE");
        assertThat(taken).containsExactly(8L);
        assertThat(loop.contact().failures()).isZero();
    }

    @Test
    void whoAsksAnewNoLongerListensToTheEarlierQuestion() {
        Promise<Answer<String>> late = Promise.promise();
        WatchLoop<String> loop = start(answer(7), late.future(), answer(9), never.future());
        Await.until("two questions", () -> asked.size() == 2);

        vertx.runOnContext(ignored -> {
            loop.askAnew();
            late.complete(new Answer<>(8, Duration.ZERO, ""));
        });

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly("0 STALE", "7 STALE", "0 STALE", "9 STALE");
        assertThat(taken).containsExactly(7L, 9L);
    }

    @Test
    void aQuestionThatIsGivenUpCountsAsFailed() {
        Promise<Answer<String>> late = Promise.promise();
        WatchLoop<String> loop = start(answer(7), late.future(), answer(9), never.future());
        Await.until("two questions", () -> asked.size() == 2);

        vertx.runOnContext(ignored -> {
            loop.giveUp(new ReadFailure(ReadFailure.Kind.AWAY, "hangs"));
            late.complete(new Answer<>(8, Duration.ZERO, ""));
        });

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(taken).containsExactly(7L, 9L);
        assertThat(failures).hasValue(1);
    }

    @Test
    void aStoppedLoopListensToNothing() {
        Promise<Answer<String>> late = Promise.promise();
        WatchLoop<String> loop = start(late.future(), never.future());
        Await.until("a question", () -> asked.size() == 1);

        loop.stop();
        late.complete(new Answer<>(7, Duration.ZERO, ""));
        vertx.close().toCompletionStage().toCompletableFuture().join();

        assertThat(taken).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aSignOfLifeIsContactAndNoRead() {
        WatchLoop<String> loop = start(answer(7), never.future());
        Await.until("a question that is held back", () -> asked.size() == 2);
        Instant answered = loop.contact().last().orElseThrow();
        Pulse pulse = new Pulse(new Reader(never::future), loop);

        Await.until("contact by a sign of life", () -> {
            pulse.look(Duration.ofSeconds(1));
            return loop.contact().last().orElseThrow().isAfter(answered);
        });

        assertThat(loop.contact().reads()).isEqualTo(1);
        assertThat(loop.contact().index()).isEqualTo(7);
    }

    /** An answer with a negative index is doubted, 666 can't be used. */
    private final class Taker implements WatchLoop.Taker<String> {

        @Override
        public Taken take(Answer<String> answer, Sight sight) {
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
        Future<Answer<String>> next();
    }

    private final class Reader implements WatchLoop.Reader<String> {

        private final Script script;

        Reader(Script script) {
            this.script = script;
        }

        @Override
        public Future<Answer<String>> ask(Question question, Duration patience) {
            asked.add(question.index() + " " + question.consistency());
            return script.next();
        }

        @Override
        public Future<Answer<String>> askCarefully(Duration patience) {
            asked.add("careful");
            return script.next();
        }

        @Override
        public Future<?> signOfLife(Duration patience) {
            return Future.succeededFuture();
        }

        @Override
        public void failed() {
            // there is nobody else to ask
        }
    }

    @SafeVarargs
    private WatchLoop<String> start(Future<Answer<String>>... answers) {
        List<Future<Answer<String>>> list = new ArrayList<>();
        for (Future<Answer<String>> answer : answers) {
            list.add(answer);
        }
        return start(MAX_STALE, scripted(list));
    }

    private WatchLoop<String> start(Duration maxStale, Script script) {
        WatchLoop<String> loop =
                new WatchLoop<>("test", vertx, QUICK, maxStale, () -> 1, new Reader(script), new Taker());
        loop.start();
        return loop;
    }

    private static Script scripted(List<Future<Answer<String>>> answers) {
        Queue<Future<Answer<String>>> queue = new ConcurrentLinkedQueue<>(answers);
        return queue::remove;
    }

    private static Future<Answer<String>> answer(long index) {
        return late(index, Duration.ZERO);
    }

    private static Future<Answer<String>> late(long index, Duration lastContact) {
        return Future.succeededFuture(new Answer<>(index, lastContact, ""));
    }
}
