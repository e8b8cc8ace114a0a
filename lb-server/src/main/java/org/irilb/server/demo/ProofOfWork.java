package org.irilb.server.demo;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attaches transactions, one call at a time, in the time that the search for nonces would take; nothing is searched.
 * Goes on whether or not its client is still there. One loop's.
 */
final class ProofOfWork {

    private static final String DIGITS = "9ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int NONCE = 27;

    private final EventExecutor loop;
    private final Random random = new Random();
    private @Nullable Running running;

    private record Running(Future<?> end, Consumer<List<Transaction>> done) {}

    ProofOfWork(EventExecutor loop) {
        this.loop = loop;
    }

    /**
     * @param timeEach of one transaction
     * @param done gets what was attached, last one first as IRI has it; nothing if it was interrupted
     */
    void start(
            String trunk,
            String branch,
            List<Transaction> transactions,
            Duration timeEach,
            Consumer<List<Transaction>> done) {
        assert loop.inEventLoop() && running == null;
        long nanos = timeEach.multipliedBy(transactions.size()).toNanos();
        Future<?> end = loop.schedule(
                () -> {
                    running = null;
                    done.accept(attach(trunk, branch, transactions));
                },
                nanos,
                TimeUnit.NANOSECONDS);
        running = new Running(end, done);
    }

    /** Ends what runs, whoever asked for it. */
    void interrupt() {
        assert loop.inEventLoop();
        Running interrupted = running;
        if (interrupted != null && interrupted.end().cancel(false)) {
            running = null;
            interrupted.done().accept(List.of());
        }
    }

    /** The first one approves trunk and branch, each further one its predecessor and the trunk. */
    private List<Transaction> attach(String trunk, String branch, List<Transaction> transactions) {
        List<Transaction> attached = new ArrayList<>();
        String nextTrunk = trunk;
        String nextBranch = branch;
        for (Transaction transaction : transactions) {
            Transaction done = transaction.attached(nextTrunk, nextBranch, System.currentTimeMillis(), nonce());
            attached.add(done);
            nextTrunk = done.hash();
            nextBranch = trunk;
        }
        Collections.reverse(attached);
        return attached;
    }

    private String nonce() {
        StringBuilder nonce = new StringBuilder(NONCE);
        random.ints(NONCE, 0, DIGITS.length()).forEach(digit -> nonce.append(DIGITS.charAt(digit)));
        return nonce.toString();
    }
}
