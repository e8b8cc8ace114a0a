package org.irilb.core.metrics;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One request and what became of it, as an access log tells it (HAProxy manual, chapter 8.2.3). Times are in
 * milliseconds; -1 for a phase that wasn't reached.
 *
 * @param beganMillis when its first byte came, or its connection if it is the first one; since 1970
 * @param client where it came from
 * @param listener name of the listener
 * @param tls how the client speaks TLS; empty for plain HTTP
 * @param pool name of the pool; the listener's name if it got as far as no pool
 * @param server ID of the node; empty if none was chosen
 * @param request what it said; empty if it could not be understood
 * @param requestMillis until it was received (Tq)
 * @param queueMillis until a node was chosen (Tw)
 * @param connectMillis until a connection stood (Tc)
 * @param responseMillis from then until the node's answer began (Tr)
 * @param totalMillis all in all (Tt)
 * @param status of the answer; -1 if there was none
 * @param bytes sent to the client
 * @param ending how it ended
 * @param phase where it ended
 * @param load how busy the balancer was when it ended
 * @param retries further attempts that it took
 * @param redispatched whether one of them went to another node
 * @param queuePosition how many waited before it in the pool's queue
 */
public record AccessRecord(
        long beganMillis,
        InetSocketAddress client,
        String listener,
        Optional<Tls> tls,
        String pool,
        String server,
        Optional<RequestText> request,
        long requestMillis,
        long queueMillis,
        long connectMillis,
        long responseMillis,
        long totalMillis,
        int status,
        long bytes,
        Ending ending,
        Phase phase,
        Load load,
        int retries,
        boolean redispatched,
        int queuePosition) {

    /**
     * What client and balancer have agreed on.
     *
     * @param version such as {@code TLSv1.3}
     * @param cipher the suite, as OpenSSL calls it
     */
    public record Tls(String version, String cipher) {}

    /**
     * What a request said.
     *
     * @param line method, target and version as received
     * @param userAgent empty if it has none
     * @param body its first bytes; not to be changed
     * @param bodyLength how long it is; more than {@code body} if that was cut
     */
    public record RequestText(String line, String userAgent, byte[] body, int bodyLength) {

        /** The same request as it came, with {@code version} as the last word of its line. */
        public RequestText over(String version) {
            return new RequestText(line.substring(0, line.lastIndexOf(' ') + 1) + version, userAgent, body, bodyLength);
        }
    }

    /**
     * Connections and requests at a time, this one included.
     *
     * @param connections of clients, all in all
     * @param listenerConnections of clients at this listener
     * @param poolRequests in this pool
     * @param serverRequests at this node, through this pool
     */
    public record Load(int connections, int listenerConnections, int poolRequests, int serverRequests) {}

    /** How a request ended; the letter is HAProxy's (manual, chapter 8.5). */
    public enum Ending {
        NORMAL('-'),
        /** The client broke off. */
        CLIENT_LEFT('C'),
        /** The client was too slow. */
        CLIENT_SLOW('c'),
        /** The node refused, or broke off. */
        NODE_FAILED('S'),
        /** The node, or its queue, was too slow. */
        NODE_SLOW('s'),
        /** Refused: malformed, or against a rule. */
        REFUSED('P'),
        /** Answered by the balancer itself. */
        LOCAL('L'),
        /** Broken off by an operator. */
        KILLED('K');

        private final char letter;

        Ending(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }

    /** Where a request ended; the letter is HAProxy's (manual, chapter 8.5). */
    public enum Phase {
        /** All is done. */
        END('-'),
        REQUEST('R'),
        QUEUE('Q'),
        CONNECT('C'),
        /** The answer's head was awaited. */
        HEADERS('H'),
        DATA('D');

        private final char letter;

        Phase(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }
}
