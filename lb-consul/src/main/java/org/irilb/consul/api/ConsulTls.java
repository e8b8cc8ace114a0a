package org.irilb.consul.api;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How HTTPS is spoken with Consul. Files are PEM, and read again when they change.
 *
 * @param caFile certificates that Consul's is verified with; empty for those of the JVM
 * @param client what we show of ourselves; empty for nothing
 * @param serverName the name that Consul's certificate has to bear, and that is asked for in the handshake; empty for the
 *     host of the address
 */
public record ConsulTls(Optional<Path> caFile, Optional<ClientCertificate> client, Optional<String> serverName) {

    public static final ConsulTls STANDARD = new ConsulTls(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * @param certFile the certificate, and those that it was signed with
     * @param keyFile its private key, in PKCS 8
     */
    public record ClientCertificate(Path certFile, Path keyFile) {}

    public Stream<Path> files() {
        return Stream.concat(caFile.stream(), client.stream().flatMap(c -> Stream.of(c.certFile(), c.keyFile())));
    }
}
