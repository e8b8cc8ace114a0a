package org.irilb.core.kit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.config.CipherSuite;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TlsVersion;

/** TLS of a listener as the balancer's defaults are, without response headers, to be varied by tests. Immutable. */
public record TlsSetup(TlsConfig tls) {

    /** @param certificates files that hold their keys, too, or directories of such files */
    public static TlsSetup of(Path... certificates) {
        return new TlsSetup(new TlsConfig(
                Stream.of(certificates)
                        .map(crt -> new CertificateFiles(crt, Optional.empty()))
                        .toList(),
                false,
                List.of(ApplicationProtocol.values()),
                TlsVersion.TLS_1_2,
                CipherSuite.STRONG,
                true,
                Optional.empty(),
                Map.of(),
                TlsProvider.AUTO));
    }

    public TlsSetup with(TlsProvider provider) {
        return new TlsSetup(new TlsConfig(
                tls.certificates(),
                tls.strictSni(),
                tls.alpn(),
                tls.minVersion(),
                tls.ciphers(),
                tls.sessionTickets(),
                tls.clientCertificates(),
                tls.responseHeaders(),
                provider));
    }

    /** A configuration whose first listener speaks TLS like this. */
    public BalancerConfig config(Setup setup) {
        return config(setup.config());
    }

    public BalancerConfig config(BalancerConfig plain) {
        ListenerConfig first = plain.listeners().get(0);
        ListenerConfig secure = new ListenerConfig(
                first.name(),
                first.host(),
                first.port(),
                first.acceptProxy(),
                first.maxConnections(),
                first.http2(),
                Optional.of(tls),
                Optional.empty());
        return plain.with(
                Stream.concat(Stream.of(secure), plain.listeners().stream().skip(1))
                        .toList());
    }
}
