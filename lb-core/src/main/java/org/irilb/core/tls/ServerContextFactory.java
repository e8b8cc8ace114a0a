package org.irilb.core.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.CipherSuite;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.config.TlsVersion;

/** Makes what serves clients with a certificate, as a listener is configured. Immutable. */
final class ServerContextFactory {

    /** How long a session may be resumed; a ticket's key lives no longer. */
    private static final long SESSION_SECONDS = TicketKeys.LIFE.multipliedBy(2).toSeconds();

    /** In the order of preference, which is the hardware's. */
    private static final List<String> TLS_1_3_SUITES =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final TlsConfig config;
    private final SslProvider provider;

    /** @throws IllegalArgumentException if the provider asked for doesn't work on this machine */
    ServerContextFactory(TlsConfig config) {
        this.config = config;
        this.provider = Library.isBoringSsl(config.provider()) ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    }

    /**
     * A context of its own for each certificate, to be released if it is counted.
     *
     * @param authorities whose client certificates are believed
     * @throws PemException if the provider refuses the certificate
     */
    SslContext create(CertifiedKey certified, List<X509Certificate> authorities) throws PemException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(certified.key(), certified.chain())
                    .sslProvider(provider)
                    .protocols(versions())
                    .ciphers(suites())
                    .sessionTimeout(SESSION_SECONDS)
                    .enableOcsp(Library.staples(config.provider()))
                    .clientAuth(clientAuth())
                    .applicationProtocolConfig(alpn());
            if (!authorities.isEmpty()) {
                builder.trustManager(authorities);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new PemException("not taken: " + e.getMessage(), e);
        }
    }

    private List<String> versions() {
        return Stream.of(TlsVersion.values())
                .filter(version -> version.compareTo(config.minVersion()) >= 0)
                .map(TlsVersion::label)
                .toList();
    }

    private List<String> suites() {
        Stream<String> older = config.minVersion() == TlsVersion.TLS_1_2
                ? config.ciphers().stream().map(CipherSuite::standardName)
                : Stream.of();
        return Stream.concat(TLS_1_3_SUITES.stream(), older).toList();
    }

    private ClientAuth clientAuth() {
        return config.clientCertificates()
                .map(clients -> clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
                .orElse(ClientAuth.NONE);
    }

    private ApplicationProtocolConfig alpn() {
        if (config.alpn().isEmpty()) {
            return ApplicationProtocolConfig.DISABLED;
        }
        return new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                config.alpn().stream().map(ApplicationProtocol::label).toList());
    }
}
