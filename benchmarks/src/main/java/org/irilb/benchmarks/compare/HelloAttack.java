package org.irilb.benchmarks.compare;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The same ClientHello again and again, which costs its sender nothing, and the server a key exchange and a signature.
 * The connection ends with the server's answer.
 */
record HelloAttack(byte[] hello) implements Attack {

    static HelloAttack make() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, null, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            return new HelloAttack(Arrays.copyOf(record.array(), record.position()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String title() {
        return "handshakes that are begun and left (TLS 1.3)";
    }

    @Override
    public int attack(AbusedBalancer balancer, InetAddress from) throws IOException {
        try (Socket socket = Attack.connect(balancer.tlsPort(), from)) {
            socket.getOutputStream().write(hello);
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("no answer");
            }
            return 1;
        }
    }
}
