package org.irilb.consul.api;

import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What exceptions of connections mean to operators, without the address, which whoever tells it has said. Pure. */
final class Causes {

    /** Causes of causes that are looked at. */
    private static final int DEEPEST = 10;

    private Causes() {}

    static String inWords(Throwable cause) {
        boolean tls = false;
        Throwable each = cause;
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (each instanceof UnknownHostException) {
                return "the host is not known";
            }
            if (each instanceof TimeoutException || isConnectTimeout(each)) {
                return "no answer in time";
            }
            if (each instanceof NotSslRecordException) {
                return "TLS: it doesn't speak TLS";
            }
            if (each instanceof CertPathBuilderException) {
                return "TLS: its certificate is signed by an unknown authority";
            }
            if (each instanceof CertificateExpiredException) {
                return "TLS: its certificate has expired";
            }
            tls |= each instanceof SSLException;
            if (each.getCause() == null) {
                break;
            }
            each = each.getCause();
        }
        return (tls ? "TLS: " : "") + said(each);
    }

    /** The system's own, and Netty's, which has the address behind it. */
    private static boolean isConnectTimeout(Throwable cause) {
        return cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).startsWith("connection timed out");
    }

    private static String said(Throwable root) {
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return "the connection failed";
        }
        return root instanceof ConnectException ? message.toLowerCase(Locale.ROOT) : message;
    }
}
