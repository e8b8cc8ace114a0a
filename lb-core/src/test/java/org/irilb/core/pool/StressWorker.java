package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.kit.Await;

/** Does what an event loop does, at random. One thread's, except the inbox and what is volatile. */
final class StressWorker implements Runnable {

    private static final int STEPS = 150;

    /** A request that waits or has waited. */
    private final class Request implements Waiter {
        final AtomicInteger grants = new AtomicInteger();
        final Asker asker;
        Ticket ticket;
        boolean cancelled;
        boolean unwanted;
        volatile Member member;

        Request(Asker asker) {
            this.asker = asker;
        }

        @Override
        public void granted(Member granted) {
            history.assertNotTried(asker, granted, OLDEST_BEFORE.get());
            history.taken(granted, OLDEST_BEFORE.get());
            grants.incrementAndGet();
            member = granted;
            inbox.add(this);
        }

        @Override
        public void dismissed() {
            throw new IllegalStateException("no pool was given up");
        }
    }

    /** What the thread that grants noted before it began to look for places. */
    private static final ThreadLocal<Integer> OLDEST_BEFORE = new ThreadLocal<>();

    private final StressHistory history;
    private final Random random;
    private final Queue<Request> inbox = new ConcurrentLinkedQueue<>();
    private final Queue<Member> held = new ArrayDeque<>();
    private final List<Request> waiting = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    /** Grants that came too late to be cancelled, and have not arrived yet. */
    private int onTheirWay;

    private StressHistory.Version current;
    private volatile int adopted;
    private volatile boolean starting = true;

    StressWorker(StressHistory history, Random random) {
        this.history = history;
        this.random = random;
        this.current = history.latest();
        this.adopted = current.number();
    }

    int adopted() {
        return adopted;
    }

    boolean isStarting() {
        return starting;
    }

    @Override
    public void run() {
        try {
            for (int step = 0; step < STEPS; step++) {
                adopt();
                receive();
                act();
            }
        } finally {
            starting = false;
        }
        while (!history.isLast()) {
            Thread.onSpinWait();
        }
        finish();
    }

    private void act() {
        note();
        switch (random.nextInt(6)) {
            case 0, 1 -> start(random.nextBoolean() ? pools().defaults() : pools().pow());
            case 2 -> cancel();
            default -> release();
        }
    }

    private void start(Pool pool) {
        Asker asker = asker();
        Member member = pool.admit(asker);
        if (member != null) {
            assertThat(asker.hasTried(member.node())).isFalse();
            history.taken(member, OLDEST_BEFORE.get());
            held.add(member);
            return;
        }
        Request request = new Request(asker);
        requests.add(request);
        waiting.add(request);
        request.ticket = pools().places().enqueue(pool, request, asker, System.nanoTime());
    }

    /** Every other one has tried nodes already, up to three: all that a pool has. */
    private Asker asker() {
        Asker asker = Clients.number(random.nextInt(100));
        for (int tries = Math.max(0, random.nextInt(2 + history.nodes()) - history.nodes() / 2); tries > 0; tries--) {
            Node node = history.node(random.nextInt(history.nodes()));
            asker = node == null ? asker : asker.afterTrying(node);
        }
        return asker;
    }

    private void cancel() {
        if (waiting.isEmpty()) {
            return;
        }
        Request request = waiting.remove(random.nextInt(waiting.size()));
        request.cancelled = request.ticket.cancel();
        if (!request.cancelled) {
            request.unwanted = true;
            onTheirWay++;
        }
    }

    private void release() {
        Member member = held.poll();
        if (member != null) {
            give(member);
        }
    }

    private void give(Member member) {
        history.givingBack(member);
        pools().places().release(member);
    }

    private void receive() {
        Request request;
        while ((request = inbox.poll()) != null) {
            note();
            if (request.unwanted) {
                onTheirWay--;
                give(request.member);
            } else {
                waiting.remove(request);
                held.add(request.member);
            }
        }
    }

    private void adopt() {
        StressHistory.Version latest = history.latest();
        if (latest != current) {
            current = latest;
            adopted = latest.number();
            note();
            pools().places().drain();
        }
    }

    /** Everybody who waits must be served by nothing but what the others give back. */
    private void finish() {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        adopt();
        while (!waiting.isEmpty() || !held.isEmpty() || onTheirWay > 0) {
            receive();
            note();
            release();
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(waiting.size() + " still wait, while the nodes have "
                        + pools().pow().members() + pools().defaults().members());
            }
            Thread.yield();
        }
    }

    private void note() {
        OLDEST_BEFORE.set(history.oldestInUse());
    }

    private Cluster.Snapshot pools() {
        return current.snapshot();
    }

    void assertEachRequestEndedOnce() {
        for (Request request : requests) {
            assertThat(request.grants.get()).isEqualTo(request.cancelled ? 0 : 1);
        }
    }
}
