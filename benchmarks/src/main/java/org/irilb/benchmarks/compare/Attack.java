package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** What an attacker does on one connection after the other. Immutable; any thread. */
sealed interface Attack permits FrameAttack, HelloAttack, KeyUpdateAttack {

    /** For an end that the balancer owes. */
    int PATIENCE_MILLIS = 10_000;

    String title();

    /**
     * Makes a connection, and abuses it until the balancer ends it.
     *
     * @param from the attacker's address
     * @return frames or messages that were sent
     * @throws IOException if the balancer has ended it at once
     */
    int attack(AbusedBalancer balancer, InetAddress from) throws IOException;

    static Socket connect(int port, InetAddress from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setSoLinger(true, 0); // ports are few, and a closed one would rest for a minute
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static void readToEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
