package org.irilb.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandshakeFailureTest {

    private static Throwable failure(String message) {
        return new DecoderException(new SSLHandshakeException(message));
    }

    /** As the JDK writes it, and as BoringSSL does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (certificate_required) Received fatal alert: certificate_required | it wants a client certificate
            error:1000045c:SSL routines:OPENSSL_internal:TLSV1_CERTIFICATE_REQUIRED | it wants a client certificate
            Received fatal alert: unknown_ca | it doesn't accept our client certificate (unknown_ca)
            error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA | it doesn't accept our client certificate (unknown_ca)
            error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE | it doesn't accept our client certificate (bad_certificate)
            Received fatal alert: protocol_version | it speaks no TLS as new as 1.2 (protocol_version)
            error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION | it speaks no TLS as new as 1.2 (protocol_version)
            Received fatal alert: no_application_protocol | it speaks no HTTP/1.1
            Received fatal alert: internal_error | it refused the handshake (internal_error)
            error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER | it speaks no TLS
            handshake timed out after 10000ms | handshake timed out after 10000ms
            """)
    void alertsAreToldInWordsHoweverTheyAreSpelt(String message, String reason) {
        assertThat(HandshakeFailure.reason(failure(message))).isEqualTo(reason);
    }

    @Test
    void whatIsWrongWithACertificateGoesBeforeWhatTheLibrarySaysOfIt() {
        SSLHandshakeException wrapped = new SSLHandshakeException("General OpenSslEngine problem");
        wrapped.initCause(new CertificateException("its certificate expired on 2020-03-31", new Exception("NotAfter")));

        assertThat(HandshakeFailure.reason(wrapped)).isEqualTo("its certificate expired on 2020-03-31");
    }

    @Test
    void whoSpeaksSomethingElseOrNothingIsToldSo() {
        assertThat(HandshakeFailure.reason(new NotSslRecordException("not an SSL/TLS record: 48545450")))
                .isEqualTo("it speaks no TLS");
        assertThat(HandshakeFailure.reason(new ClosedChannelException()))
                .isEqualTo("it closed the connection during the handshake");
    }

    @ParameterizedTest
    @CsvSource({
        "Received fatal alert: certificate_required, true",
        "error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE, true",
        "Received fatal alert: bad_record_mac, false",
        "error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED, false"
    })
    void onlyAlertsAboutOurCertificateAreOverIt(String message, boolean isOverIt) {
        assertThat(HandshakeFailure.isOverCertificate(failure(message))).isEqualTo(isOverIt);
    }
}
