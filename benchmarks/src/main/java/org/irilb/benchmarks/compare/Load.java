package org.irilb.benchmarks.compare;

import java.io.IOException;

/**
 * As many requests as the contestant answers, from a fixed number of connections.
 *
 * @param requestBytes length of the body
 * @param path {@code /} is answered with 900 bytes, {@code /big} with 2.7 MB
 * @param close whether each request has a connection of its own
 * @param maxconn requests the node takes at a time
 * @param wire how the client comes
 */
record Load(
        String id, String title, int connections, int requestBytes, String path, boolean close, int maxconn, Wire wire)
        implements Scenario {

    static final int SMALL = Http.BODY.length();
    static final int ENOUGH = 4000;

    static Load small(int connections) {
        String title = "small POST, keep-alive, " + connections + (connections == 1 ? " connection" : " connections");
        return new Load("small-" + connections, title, connections, SMALL, "/", false, ENOUGH, Wire.CLEAR);
    }

    /** The same by TLS. */
    Load tls() {
        return new Load("tls-" + id, "TLS, " + title, connections, requestBytes, path, close, maxconn, Wire.TLS);
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) throws IOException, InterruptedException {
        Wrk wrk = new Wrk(this, site.directory());
        return new LoadLane(contestant, contestant.start(site, maxconn, wire), site.node(), plan, connections, wrk);
    }
}
