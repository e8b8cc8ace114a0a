package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLSocket;

/** New keys again and again, each of which asks for the server's, too (RFC 8446, section 4.6.3). */
record KeyUpdateAttack() implements Attack {

    /** More than are borne. */
    private static final int TIMES = 2000;

    @Override
    public String title() {
        return "changes of keys (TLS 1.3)";
    }

    @Override
    public int attack(AbusedBalancer balancer, InetAddress from) throws IOException {
        try (SSLSocket socket = new TlsClient(false).connect(balancer.tlsPort(), from, "http/1.1")) {
            socket.startHandshake();
            int sent = 0;
            try {
                while (sent < TIMES) {
                    socket.startHandshake(); // the JDK's way to change keys once there are some
                    sent++;
                }
                Attack.readToEnd(socket.getInputStream());
            } catch (IOException e) {
                // ended by the balancer
            }
            return sent;
        }
    }
}
