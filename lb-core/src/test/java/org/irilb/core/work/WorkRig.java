package org.irilb.core.work;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;

/** A balancer that looks after proof of work, and clients of several sources. Any thread. */
record WorkRig(Rig rig) implements AutoCloseable {

    static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    static final String INTERRUPT = "{\"command\":\"interruptAttachingToTangle\"}";
    static final String INTERRUPTED = "{\"trytes\":[],\"duration\":0}";

    /** Joins, and never interrupts by itself while a test runs. */
    static final PowConfig PATIENT = new PowConfig(true, true, Duration.ofMinutes(10));

    /** Joins, and interrupts as soon as nobody waits. */
    static final PowConfig PROMPT = new PowConfig(true, true, Duration.ZERO);

    static WorkRig start(PowConfig pow, NodeConfig... nodes) {
        return start(Setup.standard(), pow, nodes);
    }

    static WorkRig start(TransportChoice transport, PowConfig pow, NodeConfig... nodes) {
        return start(Setup.standard().with(transport), pow, nodes);
    }

    static WorkRig start(Setup setup, PowConfig pow, NodeConfig... nodes) {
        return new WorkRig(Rig.start(setup.config(pow), nodes));
    }

    /** The body of work that is unlike others. */
    static String work(String name) {
        return "{\"command\":\"attachToTangle\",\"trytes\":[\"" + name + "\"]}";
    }

    Wire client() {
        return client(1);
    }

    /** A client at 127.0.0.{@code last}. */
    Wire client(int last) {
        return Wire.connect(address(), "127.0.0." + last);
    }

    InetSocketAddress address() {
        return rig.balancer().address(Setup.LISTENER);
    }

    /** Waits until so many requests are on their way, and whatever their loops have told each other is known. */
    void awaitServed(int count) {
        Await.until(count + " requests are on their way", () -> served().size() == count);
        served();
    }

    /** Requests on their way whose clients are there. */
    List<ExchangeStatus> served() {
        return rig.balancer().loops().join().stream()
                .flatMap(loop -> loop.exchanges().stream())
                .toList();
    }

    /** Waits until so many requests have come, and whatever their loops have told each other is known. */
    void awaitRequests(long count) {
        Await.until(
                count + " requests have come",
                () -> rig.status().listeners().get(0).counters().sum(Counter.REQUESTS) == count);
        settle();
    }

    void awaitClients(int count) {
        Await.until(count + " clients are connected", () -> rig.status().currentConnections() == count);
        settle();
    }

    /** Each loop does what it is at, hands it over, and does what was handed to it. */
    private void settle() {
        served();
        served();
    }

    void awaitQuiet(PowNode... nodes) {
        rig.awaitQuiet(List.of(nodes).stream().map(PowNode::origin).toArray(Origin[]::new));
    }

    @Override
    public void close() {
        rig.close();
    }
}
