package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Setup;
import org.irilb.core.pool.Outside;
import org.irilb.core.proxy.io.Transport;
import org.irilb.core.proxy.listener.ConnectionLimit;
import org.irilb.core.proxy.node.NodeConnector;
import org.irilb.core.proxy.request.Fingerprint;
import org.irilb.core.snapshot.SnapshotBuilder;
import org.irilb.core.tls.NodeTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {

    private static final Fingerprint BODY = new Fingerprint(1, 2, 3, 4);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final NodeConnector connector = new NodeConnector(
            Transport.choose(TransportChoice.NIO),
            NodeTls.of(NodeTlsConfig.STANDARD),
            DnsServerAddressStreamProviders::platformDefault);
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Worker worker = new Worker(
            0,
            loop,
            new Shared(1, new ConnectionLimit(1), connector, null),
            new SnapshotBuilder(1, Outside.SYSTEM).build(Setup.standard().config(), List.of(), System.nanoTime()));
    private final Jobs jobs = new Jobs();

    @AfterEach
    void close() {
        connector.close();
        loop.shutdownGracefully();
    }

    private Job job(InetAddress source, Fingerprint body) {
        return new Job(worker, source, body);
    }

    @Test
    void theSameWorkOfTheSameSourceIsFound() throws Exception {
        Job first = job(HERE, BODY);
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");

        assertThat(jobs.claim(first)).isSameAs(first);

        assertThat(jobs.claim(job(HERE, new Fingerprint(1, 2, 3, 4)))).isSameAs(first);
        assertThat(jobs.of(HERE)).containsExactly(first);
        Job otherBody = job(HERE, new Fingerprint(1, 2, 3, 5));
        assertThat(jobs.claim(otherBody)).isSameAs(otherBody);
        Job otherSource = job(elsewhere, BODY);
        assertThat(jobs.claim(otherSource)).isSameAs(otherSource);
        assertThat(jobs.of(HERE)).containsExactly(first, otherBody);
        assertThat(jobs.of(elsewhere)).containsExactly(otherSource);
    }

    @Test
    void workThatNobodyMayJoinIsFoundByItsSourceOnly() {
        Job shut = job(HERE, BODY);
        jobs.claim(shut);
        shut.shut();
        Job alone = new Job(worker, HERE, null);
        Job alike = new Job(worker, HERE, null);

        assertThat(jobs.claim(alone)).isSameAs(alone);
        assertThat(jobs.claim(alike)).isSameAs(alike);

        Job fresh = job(HERE, BODY);
        assertThat(jobs.claim(fresh)).isSameAs(fresh);
        assertThat(jobs.of(HERE)).containsExactly(shut, alone, alike, fresh);
    }

    @Test
    void nothingIsLeftOfWorkThatIsOver() {
        Job first = job(HERE, BODY);
        Job second = job(HERE, new Fingerprint(0, 0, 0, 0));
        jobs.claim(first);
        jobs.claim(second);

        jobs.remove(first);
        jobs.remove(first);

        assertThat(jobs.of(HERE)).containsExactly(second);
        jobs.remove(second);
        assertThat(jobs.of(HERE)).isEmpty();
        jobs.remove(second);
    }

    @Test
    void ofThreadsThatClaimTheSameAtOnceOneHasIt() throws Exception {
        int bodies = 3;
        AtomicIntegerArray holders = new AtomicIntegerArray(bodies);
        AtomicInteger clashes = new AtomicInteger();
        AtomicInteger owned = new AtomicInteger();
        Callable<Void> claiming = () -> {
            Random random = new Random();
            for (int i = 0; i < 30_000; i++) {
                int body = random.nextInt(bodies);
                Job fresh = job(HERE, new Fingerprint(body, 0, 0, 0));
                if (jobs.claim(fresh) == fresh) {
                    owned.incrementAndGet();
                    boolean alone = holders.incrementAndGet(body) == 1;
                    Thread.yield();
                    if (!alone || !jobs.of(HERE).contains(fresh)) {
                        clashes.incrementAndGet();
                    }
                    holders.decrementAndGet(body);
                    jobs.remove(fresh);
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(claiming));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(clashes).hasValue(0);
        assertThat(owned).hasValueGreaterThan(bodies);
        assertThat(jobs.of(HERE)).isEmpty();
    }
}
