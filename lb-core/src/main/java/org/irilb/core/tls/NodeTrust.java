package org.irilb.core.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides whether a node's certificate is believed, as the JVM does (RFC 5280, section 6; RFC 9525), and says why not in
 * words for operators. Immutable.
 */
final class NodeTrust extends X509ExtendedTrustManager {

    /** RFC 5280, section 4.2.1.6. */
    private static final Integer DNS_NAME = 2;

    private static final Integer IP_ADDRESS = 7;

    private final X509ExtendedTrustManager rules;

    private NodeTrust(X509ExtendedTrustManager rules) {
        this.rules = rules;
    }

    /**
     * @param authorities a file of certificates; without it those of the JVM
     * @throws PemException if the file can't be used; the message begins with it
     */
    static NodeTrust of(Optional<Path> authorities) throws PemException, GeneralSecurityException {
        TrustManagerFactory factory =
                authorities.isPresent() ? Authorities.trust(authorities.get()) : Authorities.trustOfTheJvm();
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .map(NodeTrust::new)
                .orElseThrow(() -> new GeneralSecurityException("this JVM verifies no certificates"));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            rules.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new CertificateException(reason(chain, authType, engine.getPeerHost(), e), e);
        }
    }

    private String reason(X509Certificate[] chain, String authType, String host, CertificateException failure) {
        Instant now = Instant.now();
        for (X509Certificate certificate : chain) {
            String whose = certificate == chain[0] ? "its certificate" : "the certificate of " + subject(certificate);
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                return whose + " expired on " + day(certificate.getNotAfter());
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                return whose + " isn't valid before " + day(certificate.getNotBefore());
            }
        }
        try {
            rules.checkServerTrusted(chain, authType);
            return "its certificate doesn't name " + host + " (" + names(chain[0]) + ")";
        } catch (CertificateException e) {
            if (!(e.getCause() instanceof CertPathBuilderException)) {
                return "its certificate isn't accepted: " + failure.getMessage();
            }
        }
        X509Certificate last = chain[chain.length - 1];
        return last.getSubjectX500Principal().equals(last.getIssuerX500Principal()) && chain.length == 1
                ? "its certificate is signed by itself, and none of the known authorities'"
                : "its certificate is signed by an unknown authority, "
                        + last.getIssuerX500Principal().getName();
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static String day(Date date) {
        return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** RFC 9525 looks at no others. */
    private static String names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> all =
                Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        String names = all.stream()
                .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "it names nobody" : "it names " + names;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        rules.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        rules.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        rules.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        rules.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        rules.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return rules.getAcceptedIssuers();
    }
}
