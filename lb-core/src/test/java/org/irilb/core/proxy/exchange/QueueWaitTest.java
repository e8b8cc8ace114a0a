package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Outside;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.snapshot.Snapshot;
import org.irilb.core.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a pool of one node that takes one request, which it has. */
class QueueWaitTest {

    private final DefaultEventLoop executor = new DefaultEventLoop();
    private final Snapshot snapshot = new SnapshotBuilder(1, Outside.SYSTEM)
            .build(Setup.standard().config(), List.of(Setup.node(1000, 1, 1)), System.nanoTime());
    private final Loop loop = new Loop(0, executor, snapshot);
    private final Pool pool = snapshot.pools().get(0);
    private final Member member = pool.members().get(0);
    private final List<String> told = new ArrayList<>();
    private final QueueWait.Owner owner = new QueueWait.Owner() {
        @Override
        public void connect(Member at) {
            assertThat(loop.isCurrent()).isTrue();
            assertThat(at).isSameAs(member);
            told.add("connect");
        }

        @Override
        public void admit() {
            assertThat(loop.isCurrent()).isTrue();
            told.add("admit");
        }
    };

    @BeforeEach
    void theNodeIsFull() {
        assertThat(member.tryAcquire()).isTrue();
    }

    @AfterEach
    void close() {
        executor.shutdownGracefully();
    }

    private QueueWait begin() {
        return QueueWait.begin(loop, owner, pool, Asker.from(InetAddress.getLoopbackAddress()));
    }

    /** Has the loop do this, and then all that came of it. */
    private void onLoop(Runnable action) throws Exception {
        executor.submit(action).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        executor.submit(() -> {}).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aPlaceThatBecomesFreeIsItsOwners() throws Exception {
        onLoop(this::begin);
        assertThat(told).isEmpty();

        snapshot.places().release(member);

        onLoop(() -> {});
        assertThat(told).containsExactly("connect");
        assertThat(member.tryAcquire()).as("the place is taken").isFalse();
    }

    @Test
    void aPlaceThatComesBehindItsLeavingIsFreeAgain() throws Exception {
        onLoop(() -> {
            QueueWait wait = begin();
            snapshot.places().release(member); // the grant is on its way now
            assertThat(pool.queued()).isZero();
            wait.leave();
            wait.leave();
        });

        assertThat(told).isEmpty();
        assertThat(member.tryAcquire()).as("the place is free").isTrue();
    }

    @Test
    void whoHasLeftWaitsNoMore() throws Exception {
        onLoop(() -> {
            QueueWait wait = begin();
            assertThat(pool.queued()).isOne();
            wait.leave();
        });

        assertThat(pool.queued()).isZero();
        snapshot.places().release(member);
        onLoop(() -> {});
        assertThat(told).isEmpty();
        assertThat(member.tryAcquire()).as("nobody got the place").isTrue();
    }

    @Test
    void whoIsDismissedAsksAgainUnlessItHasLeft() throws Exception {
        onLoop(() -> begin().dismissed());
        assertThat(told).containsExactly("admit");

        onLoop(() -> {
            QueueWait wait = begin();
            wait.dismissed();
            wait.leave();
        });
        assertThat(told).containsExactly("admit");
    }
}
