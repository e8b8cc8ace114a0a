package org.irilb.core.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import org.irilb.core.metrics.HandshakeError;

/** How handshakes with clients end, whichever library speaks TLS. Pure. */
public final class ClientHandshake {

    /** What both libraries say where client and balancer have nothing in common. */
    private static final Pattern NOTHING_IN_COMMON = Pattern.compile(
            "UNSUPPORTED_PROTOCOL|NO_SHARED_|NO_COMMON_|in common|not accepted by server preferences|not enabled or supported");

    /** What they say where a certificate must come and doesn't. */
    private static final Pattern NO_CERTIFICATE =
            Pattern.compile("PEER_DID_NOT_RETURN_A_CERTIFICATE|Empty client certificate chain");

    private ClientHandshake() {}

    /**
     * Whether it went on with the session of an earlier connection (RFC 8446, section 2.2).
     *
     * @param engine which has just succeeded
     * @param begun when the client said hello, in milliseconds since 1970
     */
    public static boolean isResumed(SSLEngine engine, long begun) {
        return engine instanceof ReferenceCountedOpenSslEngine boringSsl
                ? SSL.isSessionReused(boringSsl.sslPointer())
                : engine.getSession().getCreationTime() < begun; // the JDK says it in no other way
    }

    /** Why one has failed. */
    public static HandshakeError error(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return HandshakeError.CLIENT_CERTIFICATE;
            }
            root = cause;
        }
        if (root instanceof ClosedChannelException) {
            return HandshakeError.CLOSED;
        }
        if (root instanceof UnknownNameException) {
            return HandshakeError.UNKNOWN_NAME;
        }
        return root instanceof NotSslRecordException ? HandshakeError.NOT_TLS : said(String.valueOf(root.getMessage()));
    }

    private static HandshakeError said(String message) {
        if (NO_CERTIFICATE.matcher(message).find()) {
            return HandshakeError.CLIENT_CERTIFICATE;
        }
        if (NOTHING_IN_COMMON.matcher(message).find()) {
            return HandshakeError.UNSUPPORTED;
        }
        return HandshakeFailure.isAlert(message) ? HandshakeError.REFUSED : HandshakeError.PROTOCOL;
    }
}
