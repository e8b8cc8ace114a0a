package org.irilb.benchmarks.compare;

import java.io.IOException;

/**
 * As many requests as the contestant answers, over one connection of HTTP/2.
 *
 * @param streams requests at a time
 */
record Http2Load(int streams) implements Scenario {

    @Override
    public String id() {
        return "h2-" + streams;
    }

    @Override
    public String title() {
        return "small POST, HTTP/2, 1 connection, " + streams + " streams";
    }

    @Override
    public Lane lane(Contestant contestant, Site site, Plan plan) throws IOException, InterruptedException {
        H2load h2load = new H2load(site.directory(), streams);
        return new LoadLane(contestant, contestant.start(site, Load.ENOUGH), site.node(), plan, streams, h2load);
    }
}
