package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The JDK's client of TLS, which counts the handshakes that weren't resumed: those in which it is shown a certificate
 * (RFC 8446, 2.2). It takes any, as it measures and has no secrets. One thread at a time.
 */
final class TlsClient {

    private final SSLContext context;
    private final boolean resumes;
    private long fullHandshakes;

    /** @param resumes whether it uses the tickets that it got, each once, or forgets them */
    TlsClient(boolean resumes) {
        this.resumes = resumes;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Counting()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection, whose handshake comes with its first byte. */
    Socket connect(int port) throws IOException {
        return connect(port, InetAddress.getLoopbackAddress(), "http/1.1");
    }

    /**
     * The same.
     *
     * @param from the client's address
     * @param protocol what is to be spoken, as ALPN calls it
     */
    SSLSocket connect(int port, InetAddress from, String protocol) throws IOException {
        if (!resumes) {
            forget(context.getClientSessionContext());
        }
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port, from, 0);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.setTcpNoDelay(true); // the request follows the handshake's last flight, whose ACK may take 40 ms
        return socket;
    }

    private static void forget(SSLSessionContext sessions) {
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    long fullHandshakes() {
        return fullHandshakes;
    }

    private final class Counting implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            fullHandshakes++;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("a client's manager");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
