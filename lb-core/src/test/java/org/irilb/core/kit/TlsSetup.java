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
import org.irilb.core.config.ClientCertificateConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TlsVersion;

/** TLS of a listener as the balancer's defaults are, without response headers, to be varied by a test. One thread's. */
public final class TlsSetup {

    private final List<CertificateFiles> certificates;
    private boolean strictSni;
    private List<ApplicationProtocol> alpn = List.of(ApplicationProtocol.values());
    private TlsVersion minVersion = TlsVersion.TLS_1_2;
    private List<CipherSuite> ciphers = CipherSuite.STRONG;
    private Optional<ClientCertificateConfig> clientCertificates = Optional.empty();
    private Map<String, String> responseHeaders = Map.of();
    private TlsProvider provider = TlsProvider.AUTO;

    private TlsSetup(List<CertificateFiles> certificates) {
        this.certificates = certificates;
    }

    /** @param certificates files that hold their keys, too, or directories of such files */
    public static TlsSetup of(Path... certificates) {
        return new TlsSetup(Stream.of(certificates)
                .map(crt -> new CertificateFiles(crt, Optional.empty()))
                .toList());
    }

    public TlsSetup provider(TlsProvider provider) {
        this.provider = provider;
        return this;
    }

    public TlsSetup strictSni() {
        strictSni = true;
        return this;
    }

    public TlsSetup alpn(ApplicationProtocol... protocols) {
        alpn = List.of(protocols);
        return this;
    }

    public TlsSetup minVersion(TlsVersion version) {
        minVersion = version;
        return this;
    }

    public TlsSetup ciphers(CipherSuite... suites) {
        ciphers = List.of(suites);
        return this;
    }

    public TlsSetup clientCertificates(boolean required, Path authorities) {
        clientCertificates = Optional.of(new ClientCertificateConfig(required, authorities, Optional.of("X-Subject")));
        return this;
    }

    public TlsSetup responseHeaders(Map<String, String> fields) {
        responseHeaders = fields;
        return this;
    }

    public TlsConfig tls() {
        return new TlsConfig(
                certificates, strictSni, alpn, minVersion, ciphers, clientCertificates, responseHeaders, provider);
    }

    /** A configuration whose first listener speaks TLS like this. */
    public BalancerConfig config(Setup setup) {
        return config(setup.config());
    }

    /** The same configuration, whose first listener speaks TLS like this. */
    public BalancerConfig config(BalancerConfig plain) {
        ListenerConfig first = plain.listeners().get(0);
        ListenerConfig secure = new ListenerConfig(
                first.name(),
                first.host(),
                first.port(),
                first.acceptProxy(),
                first.maxConnections(),
                first.http2(),
                Optional.of(tls()),
                Optional.empty());
        return plain.with(
                Stream.concat(Stream.of(secure), plain.listeners().stream().skip(1))
                        .toList());
    }
}
