package org.irilb.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BlockingLoopTest {

    private static final Pace QUICK = new Pace(
            Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(5));

    private final Vertx vertx = Vertx.vertx();
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Promise<BlockingLoop.Answer<String>> never = Promise.promise();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachAnswerIsHandedOverAndAskedOnFromItsIndex() {
        BlockingLoop<String> loop = start(answers::add, answer(7, "a"), answer(9, "b"), never.future());

        Await.until("three questions", () -> asked.size() == 3);
        assertThat(asked).containsExactly(0L, 7L, 9L);
        assertThat(answers).containsExactly("a", "b");
        assertThat(loop.status().index()).isEqualTo(9);
        assertThat(loop.status().stale()).isFalse();
    }

    @Test
    void anIndexThatRecedesBeginsAnew() {
        start(answers::add, answer(7, "a"), answer(3, "b"), answer(3, "c"), never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly(0L, 7L, 0L, 3L);
        assertThat(answers).containsExactly("a", "b", "c");
    }

    @Test
    void afterAFailureItBeginsAnew() {
        BlockingLoop<String> loop = start(
                answers::add,
                answer(7, "a"),
                Future.failedFuture("away"),
                Future.failedFuture("still"),
                never.future());

        Await.until("four questions", () -> asked.size() == 4);
        assertThat(asked).containsExactly(0L, 7L, 0L, 0L);
        assertThat(loop.status().failures()).isEqualTo(2);
        assertThat(loop.status().problem()).contains("still");
        assertThat(loop.status().index()).isEqualTo(7);
        assertThat(loop.status().lastContact()).isPresent();
        assertThat(loop.status().stale()).isTrue();
    }

    @Test
    void aQuestionThatCannotEvenBeAskedDoesNotEndIt() {
        List<Integer> tries = new CopyOnWriteArrayList<>();
        BlockingLoop<String> loop = new BlockingLoop<>(
                "test",
                vertx,
                QUICK,
                () -> 1,
                options -> {
                    tries.add(1);
                    if (tries.size() < 4) {
                        throw new IllegalStateException("client is closed");
                    }
                    return answer(7, "a");
                },
                answers::add);
        loop.start();

        Await.until("an answer in the end", () -> !answers.isEmpty());
        loop.stop();
    }

    @Test
    void anAnswerThatCannotBeUsedIsAFailedRead() {
        BlockingLoop<String> loop = start(
                answer -> {
                    if (answer.equals("bad")) {
                        throw new AssertionError("cannot be used");
                    }
                    answers.add(answer);
                },
                answer(7, "bad"),
                answer(8, "good"),
                never.future());

        Await.until("three questions", () -> asked.size() == 3);
        assertThat(asked).containsExactly(0L, 0L, 8L);
        assertThat(answers).containsExactly("good");
        assertThat(loop.status().failures()).isZero();
    }

    @Test
    void aStoppedLoopListensToNothing() {
        Promise<BlockingLoop.Answer<String>> late = Promise.promise();
        BlockingLoop<String> loop = start(answers::add, late.future(), never.future());
        Await.until("a question", () -> asked.size() == 1);

        loop.stop();
        late.complete(new BlockingLoop.Answer<>(7, "late"));
        vertx.close().toCompletionStage().toCompletableFuture().join();

        assertThat(answers).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @SafeVarargs
    private BlockingLoop<String> start(Consumer<String> taker, Future<BlockingLoop.Answer<String>>... answers) {
        Queue<Future<BlockingLoop.Answer<String>>> script = new ConcurrentLinkedQueue<>();
        for (Future<BlockingLoop.Answer<String>> answer : answers) {
            script.add(answer);
        }
        BlockingLoop<String> loop = new BlockingLoop<>(
                "test",
                vertx,
                QUICK,
                () -> 1,
                options -> {
                    asked.add(options.getIndex());
                    return script.remove();
                },
                taker);
        loop.start();
        return loop;
    }

    private static Future<BlockingLoop.Answer<String>> answer(long index, String value) {
        return Future.succeededFuture(new BlockingLoop.Answer<>(index, value));
    }
}
