package org.irilb.benchmarks.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.irilb.core.kit.Http2Flood;
import org.irilb.core.kit.Http2Wire;

/**
 * Frames of HTTP/2, as fast as they are taken.
 *
 * @param bytes of the whole connection
 * @param frames that these are
 * @param secure whether they come over TLS
 */
record FrameAttack(String title, byte[] bytes, int frames, boolean secure) implements Attack {

    /** More than are borne. */
    private static final int TIMES = 2000;

    private static final int PIECE = 16 * 1024;

    static FrameAttack of(Http2Flood flood, boolean secure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Http2Wire.PREFACE.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(Http2Wire.bytes(Http2Wire.SETTINGS, 0, 0, new byte[0]));
        bytes.writeBytes(flood.beginning());
        for (int i = 0; i < TIMES; i++) {
            bytes.writeBytes(flood.repeated().apply(i));
        }
        String title = secure ? flood.name() + ", over TLS" : flood.name();
        return new FrameAttack(title, bytes.toByteArray(), TIMES * flood.frames(), secure);
    }

    @Override
    public int attack(AbusedBalancer balancer, InetAddress from) throws IOException {
        try (Socket socket = secure
                ? new TlsClient(false).connect(balancer.tlsPort(), from, "h2")
                : Attack.connect(balancer.port(), from)) {
            int sent = send(socket.getOutputStream());
            if (sent == 0) {
                throw new IOException("nothing was taken");
            }
            try {
                Attack.readToEnd(socket.getInputStream());
            } catch (IOException e) {
                // ended by a reset
            }
            return (int) ((long) frames * sent / bytes.length);
        }
    }

    /** Returns how many bytes were taken. */
    private int send(OutputStream out) {
        int sent = 0;
        try {
            while (sent < bytes.length) {
                int length = Math.min(PIECE, bytes.length - sent);
                out.write(bytes, sent, length);
                sent += length;
            }
        } catch (IOException e) {
            // ended by the balancer
        }
        return sent;
    }
}
