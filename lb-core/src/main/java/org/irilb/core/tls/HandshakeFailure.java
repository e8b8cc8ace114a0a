package org.irilb.core.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Why a handshake with a node has failed, in words for operators, whichever library has spoken TLS. Pure. */
public final class HandshakeFailure {

    /** RFC 8446, section 6.2, as the JDK and BoringSSL spell it. */
    private static final Pattern ALERT =
            Pattern.compile("(?:fatal alert: |(?:SSLV3|TLSV1)_(?:ALERT_)?)([a-z_]+)", Pattern.CASE_INSENSITIVE);

    /** Those that are about the certificate of whoever is told. */
    private static final Set<String> OF_CERTIFICATES = Set.of(
            "certificate_required",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied");

    private HandshakeFailure() {}

    /**
     * Whether a node has refused our certificate, or that we have none. In TLS 1.3 that may come when the handshake is
     * over for us, but not for the node, which has looked at nothing yet (RFC 8446, section 4.4.2.4).
     */
    public static boolean isOverCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    && alert(cause).filter(OF_CERTIFICATES::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a library says so that the other side has broken the handshake off. */
    static boolean isAlert(String message) {
        return ALERT.matcher(message).find();
    }

    private static Optional<String> alert(Throwable failure) {
        Matcher alert = ALERT.matcher(String.valueOf(failure.getMessage()));
        return alert.find() ? Optional.of(alert.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** One line, without the node's name. */
    public static String reason(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return String.valueOf(cause.getMessage());
            }
            root = cause;
        }
        if (root instanceof NotSslRecordException || isWrongVersion(root)) {
            return "it speaks no TLS";
        }
        if (root instanceof ClosedChannelException) {
            return "it closed the connection during the handshake";
        }
        String message =
                Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        return alert(root).map(HandshakeFailure::meaning).orElseGet(() -> message.replaceAll("\\p{Cntrl}+", " "));
    }

    private static boolean isWrongVersion(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("WRONG_VERSION_NUMBER") || message.contains("Unsupported or unrecognized SSL message");
    }

    private static String meaning(String alert) {
        return switch (alert) {
            case "certificate_required" -> "it wants a client certificate";
            case "handshake_failure" ->
                "it refused the handshake: it may want a client certificate, or know no cipher of ours";
            case "protocol_version", "insufficient_security" -> "it speaks no TLS as new as 1.2 (" + alert + ")";
            case "no_application_protocol" -> "it speaks no HTTP/1.1";
            case "unrecognized_name" -> "it knows nobody of this name";
            default ->
                OF_CERTIFICATES.contains(alert)
                        ? "it doesn't accept our client certificate (" + alert + ")"
                        : "it refused the handshake (" + alert + ")";
        };
    }
}
