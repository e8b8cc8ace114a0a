package org.irilb.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates of clients.
 *
 * @param required whether clients without are turned away
 * @param caFile the authorities that may have issued them, in PEM
 * @param subjectField the field that tells nodes the certificate's subject (RFC 4514); nobody else can set it. Empty to
 *     tell them nothing
 */
public record ClientCertificateConfig(boolean required, Path caFile, Optional<String> subjectField) {

    public ClientCertificateConfig {
        subjectField.ifPresent(name -> Checks.fieldName("field", name));
    }
}
