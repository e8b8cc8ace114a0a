package org.irilb.benchmarks.compare;

import java.util.List;

/** All scenarios, in the order of the table. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all() {
        Load connects = small("connects", "small POST, a connection per request, 64 clients", true, Load.ENOUGH);
        Load big = new Load(
                "answer-2.7m",
                "2.7 MB answer, keep-alive, 8 connections",
                8,
                Load.SMALL,
                "/big",
                false,
                Load.ENOUGH,
                Wire.CLEAR);
        return List.of(
                Load.small(1),
                Load.small(64),
                Load.small(1000),
                connects,
                request("20k", "20 KB", 20_000),
                big,
                small("queue", "small POST, maxconn 5, 64 connections in its queue", false, 5),
                new Http2Load(100),
                new HandshakeLoad(false),
                new HandshakeLoad(true),
                Load.small(64).tls(),
                request("1k", "1 KB", 1000).tls(),
                big.tls(),
                new FixedRate(),
                new IdleConnections(10_000, Wire.CLEAR),
                new IdleConnections(1000, Wire.TLS),
                new FirstAnswer());
    }

    private static Load small(String id, String title, boolean close, int maxconn) {
        return new Load(id, title, 64, Load.SMALL, "/", close, maxconn, Wire.CLEAR);
    }

    private static Load request(String id, String size, int bytes) {
        String title = size + " POST, keep-alive, 64 connections";
        return new Load("request-" + id, title, 64, bytes, "/", false, Load.ENOUGH, Wire.CLEAR);
    }
}
