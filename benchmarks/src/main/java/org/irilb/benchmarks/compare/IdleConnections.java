package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a process weighs when many clients have asked once and stay connected.
 *
 * @param connections how many, kept open at once
 * @param wire how they come; by TLS with a full handshake each
 */
record IdleConnections(int connections, Wire wire) implements Scenario {

    /** What a process has needed for its start or the rush, and gives back, isn't needed for idle connections. */
    private static final int SETTLE_SECONDS = 10;

    @Override
    public String id() {
        return wire == Wire.TLS ? "tls-idle" : "idle";
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%s%,d idle connections", wire == Wire.TLS ? "TLS, " : "", connections);
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) {
        return new Lane() {
            @Override
            public void warmUp() {}

            @Override
            public Figures measure() throws IOException, InterruptedException, BadRun {
                try (Balancer balancer = contestant.start(site, Load.ENOUGH, wire);
                        Crowd crowd = new Crowd(way(balancer.port()))) {
                    crowd.join(1); // what is loaded for the first handshake isn't the connections'
                    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                    long before = balancer.process().residentKib();
                    crowd.join(connections);
                    crowd.requireAllThere();
                    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                    double with = balancer.process().residentKib();
                    crowd.requireAllThere();
                    return new Figures(Map.of(Figures.RESIDENT, with, Figures.IDLE, with - before));
                }
            }
        };
    }

    private Crowd.Way way(int port) {
        if (wire == Wire.CLEAR) {
            return () -> new Socket(InetAddress.getLoopbackAddress(), port);
        }
        TlsClient client = new TlsClient(false);
        return () -> client.connect(port);
    }
}
