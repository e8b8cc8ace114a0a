package org.irilb.server.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.irilb.core.kit.Issuer;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowSslCertTest {

    private static final Issuer ISSUER = Issuer.named("shown");
    private static final X509Bundle ISSUED = ISSUER.issue("a.example", draft -> draft.subject("CN=a.example, O=x"));

    @TempDir
    private Path dir;

    private CertificateStatus status(String file, Optional<String> problem) {
        return new CertificateStatus("front", file, List.of(ISSUED.getCertificate()), problem);
    }

    /** The same file in HAProxy, and what that says of it. */
    @Test
    void aCertificateLooksAsHaproxyShowsIt() {
        Tool.require("haproxy");
        Tool.require("socat");
        Path file = Issuer.write(ISSUED, dir, "a.pem");
        Path socket = dir.resolve("haproxy.sock");
        Path config = Issuer.write(
                "global\n  stats socket " + socket + " level admin\ndefaults\n  mode http\n  timeout client 5s\n"
                        + "  timeout server 5s\n  timeout connect 5s\nfrontend f\n  bind unix@" + dir.resolve("front")
                        + " ssl crt " + file + "\n",
                dir.resolve("haproxy.cfg"));
        String shown = Tool.run("haproxy -f " + config + " 2>/dev/null & pid=$!; trap 'kill $pid' EXIT; "
                        + "for i in $(seq 100); do [ -S " + socket + " ] && break; sleep 0.1; done; "
                        + "echo 'show ssl cert " + file + "' | socat -t60 - " + socket)
                .lines()
                .stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("OCSP"))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(ShowSslCert.lines(status(file.toString(), Optional.empty()))).isEqualTo(shown);
    }

    @Test
    void whatIsRefusedIsSaidBehindIt() {
        assertThat(ShowSslCert.lines(status("a.pem", Optional.of("a.pem: no key"))))
                .startsWith("Filename: a.pem\nStatus: Used\n")
                .endsWith("\nRefused: a.pem: no key\n");
    }
}
