package org.irilb.server.admin;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.StatisticsTicker;
import org.irilb.server.config.Level;

/** A balancer that serves, with nodes behind it and an admin socket that looks at it. */
public final class Desk implements AutoCloseable {

    private final List<Origin> origins = new ArrayList<>();
    private final LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
    private final Managed managed = Managed.of(balancer, new Statistics(balancer));
    private final StatisticsTicker ticker = StatisticsTicker.start(managed.statistics());
    private final AdminSocket socket;

    private Desk(Level level) {
        socket = AdminSocket.open(List.of(new AdminEndpoint(new InetSocketAddress("127.0.0.1", 0), level)), managed);
    }

    public static Desk open() {
        return new Desk(Level.ADMIN);
    }

    public static Desk open(Level level) {
        return new Desk(level);
    }

    /** A node that answers; it is behind the balancer once it is among its {@link #nodes}. */
    public NodeConfig origin(int weight, int maxInFlight) {
        Origin origin = Origin.answering("{\"tips\":1}");
        origins.add(origin);
        return Setup.node(origin.port(), weight, maxInFlight);
    }

    public void nodes(NodeConfig... nodes) {
        long before = balancer.status().snapshotVersion();
        balancer.updateNodes(List.of(nodes));
        Await.until("the nodes are known", () -> balancer.status().snapshotVersion() > before);
    }

    /** Sends a request through the balancer. Returns the status of the answer. */
    public int request(String json) {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            return client.post(json).readAnswer().status();
        }
    }

    public LoadBalancer balancer() {
        return balancer;
    }

    public Managed managed() {
        return managed;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.addresses().get(0);
    }

    public Wire connect() {
        return Wire.connect(address());
    }

    /** What comes back for these bytes, after which the client sends no more. */
    public String ask(String bytes) {
        try (Wire wire = connect()) {
            return wire.send(bytes).endOutput().readToEnd();
        }
    }

    /** The answer's rows as lists of cells. */
    public List<List<String>> rows(String command) {
        return ask(command + "\n")
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> Stream.of(line.split(",", -1)).toList())
                .toList();
    }

    @Override
    public void close() {
        socket.close();
        ticker.close();
        balancer.close();
        origins.forEach(Origin::close);
    }
}
