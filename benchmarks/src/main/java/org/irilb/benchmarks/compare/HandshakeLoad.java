package org.irilb.benchmarks.compare;

import java.io.IOException;

/**
 * A connection by TLS for each request.
 *
 * @param resumed whether it goes on with a session of the connection before
 */
record HandshakeLoad(boolean resumed) implements Scenario {

    @Override
    public String id() {
        return resumed ? "tls-resumed" : "tls-full";
    }

    @Override
    public String title() {
        return "TLS, small POST, a " + (resumed ? "resumed" : "full") + " handshake per request, " + Handshakes.CLIENTS
                + " clients";
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) throws IOException, InterruptedException {
        Balancer balancer = contestant.start(site, Load.ENOUGH, Wire.TLS);
        return new LoadLane(contestant, balancer, site.node(), plan, Handshakes.CLIENTS, new Handshakes(resumed));
    }
}
