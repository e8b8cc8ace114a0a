package org.irilb.server.admin.process;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/**
 * {@code show ssl cert [FILE]}: the certificates that clients get, as HAProxy lists them (management guide, chapter 9.3),
 * and behind that why what stands in the file now isn't taken. Immutable.
 */
final class ShowSslCert implements AdminCommand {

    /** As OpenSSL writes it. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss uuuu 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final Supplier<List<CertificateStatus>> certificates;

    ShowSslCert(Supplier<List<CertificateStatus>> certificates) {
        this.certificates = certificates;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.OPERATOR, "show ssl cert", "[<certfile>]", "show the certificates that clients get");
    }

    @Override
    public Answer run(Call call) {
        if (call.arguments().isEmpty()) {
            return Answer.listing(certificates.get().stream()
                    .map(CertificateStatus::file)
                    .distinct()
                    .map(file -> file + "\n")
                    .collect(Collectors.joining("", "# filename\n", "")));
        }
        return certificates.get().stream()
                .filter(certificate ->
                        certificate.file().equals(call.arguments().get(0)))
                .findFirst()
                .map(certificate -> Answer.listing(lines(certificate)))
                .orElse(Answer.error("Can't display the certificate: Not found or the certificate is a bundle!"));
    }

    static String lines(CertificateStatus status) {
        X509Certificate own = status.certificate();
        StringBuilder lines = new StringBuilder();
        line(lines, "Filename", status.file());
        line(lines, "Status", "Used");
        line(lines, "Serial", HEX.formatHex(unsigned(own)));
        line(lines, "notBefore", TIME.format(own.getNotBefore().toInstant()));
        line(lines, "notAfter", TIME.format(own.getNotAfter().toInstant()));
        line(lines, "Subject Alternative Name", alternatives(own));
        line(lines, "Algorithm", algorithm(own.getPublicKey()));
        line(lines, "SHA1 FingerPrint", fingerprint(own));
        line(lines, "Subject", name(own.getSubjectX500Principal().getName()));
        line(lines, "Issuer", name(own.getIssuerX500Principal().getName()));
        for (X509Certificate issuer : status.chain().subList(1, status.chain().size())) {
            line(lines, "Chain Subject", name(issuer.getSubjectX500Principal().getName()));
            line(lines, "Chain Issuer", name(issuer.getIssuerX500Principal().getName()));
        }
        status.problem().ifPresent(problem -> line(lines, "Refused", problem));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(name).append(": ").append(value).append('\n');
    }

    private static byte[] unsigned(X509Certificate certificate) {
        byte[] serial = certificate.getSerialNumber().toByteArray();
        return serial.length > 1 && serial[0] == 0 ? Arrays.copyOfRange(serial, 1, serial.length) : serial;
    }

    private static String alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return (all == null ? List.<List<?>>of() : all)
                    .stream().map(ShowSslCert::alternative).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "";
        }
    }

    private static String alternative(List<?> name) {
        return switch ((Integer) name.get(0)) {
            case DNS_NAME -> "DNS:" + name.get(1);
            case IP_ADDRESS -> "IP Address:" + name.get(1);
            default -> "othername:" + name.get(1);
        };
    }

    private static String algorithm(PublicKey key) {
        if (key instanceof ECKey curve) {
            return "EC" + curve.getParams().getCurve().getField().getFieldSize();
        }
        return key instanceof RSAKey rsa ? "RSA" + rsa.getModulus().bitLength() : key.getAlgorithm();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return "";
        }
    }

    /** As OpenSSL writes it in one line, {@code /C=FR/CN=x}, the other way round than RFC 4514 does. */
    private static String name(String rfc4514) {
        try {
            return new LdapName(rfc4514)
                    .getRdns().stream()
                            .map(part -> "/" + part.getType() + "=" + part.getValue())
                            .collect(Collectors.joining())
                            .replaceAll("\\p{Cntrl}", "?");
        } catch (InvalidNameException e) {
            return rfc4514;
        }
    }
}
