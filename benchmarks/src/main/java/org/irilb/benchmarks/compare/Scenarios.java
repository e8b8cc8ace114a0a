package org.irilb.benchmarks.compare;

import java.util.List;

/** All scenarios, in the order of the table. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                Load.small(1),
                Load.small(64),
                Load.small(1000),
                new Load(
                        "connects",
                        "small POST, a connection per request, 64 clients",
                        64,
                        Load.SMALL,
                        "/",
                        true,
                        Load.ENOUGH),
                new Load("request-20k", "20 KB POST, keep-alive, 64 connections", 64, 20_000, "/", false, Load.ENOUGH),
                new Load(
                        "answer-2.7m",
                        "2.7 MB answer, keep-alive, 8 connections",
                        8,
                        Load.SMALL,
                        "/big",
                        false,
                        Load.ENOUGH),
                new Load("queue", "small POST, maxconn 5, 64 connections in its queue", 64, Load.SMALL, "/", false, 5),
                new Http2Load(100),
                new FixedRate(),
                new IdleConnections(),
                new FirstAnswer());
    }
}
