package org.irilb.core.config;

import java.time.Duration;

/**
 * How long each phase may take (HAProxy manual, chapter 4.2, "timeout ..."). All are longer than zero; the balancer
 * measures them in steps of 100 ms.
 *
 * @param connect to open a connection to a node
 * @param queue to wait for a free node
 * @param request from the first moment of a request until its head, and its body if that is read whole, are complete
 * @param keepAlive between requests on a client connection
 * @param client without progress on the client's side while a body is sent or received
 * @param server without progress on the node's side while it answers
 * @param tunnel without progress in either direction after a protocol switch
 */
public record Timeouts(
        Duration connect,
        Duration queue,
        Duration request,
        Duration keepAlive,
        Duration client,
        Duration server,
        Duration tunnel) {

    public Timeouts {
        Checks.positive("connect", connect);
        Checks.positive("queue", queue);
        Checks.positive("request", request);
        Checks.positive("keep-alive", keepAlive);
        Checks.positive("client", client);
        Checks.positive("server", server);
        Checks.positive("tunnel", tunnel);
    }
}
