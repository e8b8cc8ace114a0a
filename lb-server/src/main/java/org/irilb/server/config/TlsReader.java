package org.irilb.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.config.CipherSuite;
import org.irilb.core.config.ClientCertificateConfig;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.config.TlsProvider;
import org.irilb.core.config.TlsVersion;
import org.irilb.core.http.Field;
import org.irilb.core.tls.CertificateStore;

/** The keys of a section {@code tls}. Certificates are read as well, to say what is wrong with them. */
final class TlsReader {

    private static final Kind<TlsVersion> VERSION = Kind.choice(TlsVersion.class, TlsVersion::label);
    private static final Kind<ApplicationProtocol> PROTOCOL =
            Kind.choice(ApplicationProtocol.class, ApplicationProtocol::label);

    private static final Kind<CipherSuite> CIPHER = new Kind<>(
            Kind.choice(CipherSuite.class, CipherSuite::openSslName).expected(),
            text -> Stream.of(CipherSuite.values())
                    .filter(suite -> suite.openSslName().equals(text)
                            || suite.standardName().equals(text))
                    .findFirst(),
            CipherSuite::openSslName);

    private static final Kind<Boolean> REQUIRED = new Kind<>(
            "optional or required",
            text -> switch (text) {
                case "required" -> Optional.of(true);
                case "optional" -> Optional.of(false);
                default -> Optional.empty();
            },
            required -> required ? "required" : "optional");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Kind<String> FIELD = new Kind<>(
            "the name of a field that the balancer doesn't see to itself",
            text -> Optional.of(text)
                    .filter(name -> TOKEN.matcher(name).matches())
                    .filter(name -> Stream.of(Field.values())
                            .noneMatch(own -> own.fieldName().equalsIgnoreCase(name))),
            name -> name);

    private static final Kind<String> FIELD_VALUE = new Kind<>(
            "printable ASCII",
            text -> Optional.of(text.strip())
                    .filter(value -> !value.isEmpty() && value.chars().allMatch(c -> c >= ' ' && c <= '~')),
            value -> value);

    /** Stands for a file that isn't given, which is told already; nobody looks for it. */
    private static final Path MISSING = Path.of("");

    private final Source source;

    TlsReader(Source source) {
        this.source = source;
    }

    TlsConfig read(Section tls) {
        List<CertificateFiles> certificates = tls.entries(
                "certificates",
                crt(),
                entry -> new CertificateFiles(
                        entry.required("crt", source.path(), MISSING),
                        entry.optional("key", source.path(), Optional.empty())));
        if (certificates.isEmpty()) {
            tls.problem("certificates", "none (expected: at least one file or directory)");
            certificates = List.of(new CertificateFiles(MISSING, Optional.empty()));
        }
        boolean strictSni = tls.value("strict-sni", Kind.FLAG, false);
        List<ApplicationProtocol> alpn = tls.list("alpn", PROTOCOL, List.of(ApplicationProtocol.values()));
        TlsVersion minVersion = tls.value("min-version", VERSION, TlsVersion.TLS_1_2);
        List<CipherSuite> ciphers = tls.list("ciphers", CIPHER, CipherSuite.STRONG);
        if (ciphers.isEmpty() && minVersion == TlsVersion.TLS_1_2) {
            tls.problem("ciphers", "none (expected: at least one, or min-version " + TlsVersion.TLS_1_3.label() + ")");
            ciphers = CipherSuite.STRONG;
        }
        TlsConfig config = new TlsConfig(
                certificates,
                strictSni,
                alpn,
                minVersion,
                ciphers,
                tls.optionalSection("client-certificates", this::clients),
                tls.map("response-headers", FIELD.uniqueBy(TlsReader::folded), FIELD_VALUE, responseHeaders()),
                tls.value("provider", Kind.choice(TlsProvider.class), TlsProvider.AUTO));
        problems(config).forEach(problem -> tls.problem("certificates", problem));
        return config;
    }

    private List<String> problems(TlsConfig config) {
        List<CertificateFiles> there = config.certificates().stream()
                .filter(files -> !files.crt().equals(MISSING) && !source.isExpected(files.crt()))
                .toList();
        boolean withoutAuthorities = config.clientCertificates()
                .filter(clients -> clients.caFile().equals(MISSING))
                .isPresent();
        return there.isEmpty() || withoutAuthorities ? List.of() : CertificateStore.problems(config.with(there));
    }

    /** Names of fields are the same in small letters and in capitals. */
    private static String folded(String field) {
        return field.toLowerCase(Locale.ROOT);
    }

    private Kind<CertificateFiles> crt() {
        Kind<Path> path = source.path();
        return new Kind<>(
                "a path, or { crt: PATH, key: PATH }",
                text -> path.reader().apply(text).map(crt -> new CertificateFiles(crt, Optional.empty())),
                files -> path.writer().apply(files.crt()));
    }

    private ClientCertificateConfig clients(Section clients) {
        return new ClientCertificateConfig(
                clients.value("verify", REQUIRED, true),
                clients.required("ca-file", source.path(), MISSING),
                clients.optional("field", FIELD, Optional.of("X-SSL-Client-DN")));
    }

    /** What the predecessor sent with TLS. */
    private static Map<String, String> responseHeaders() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Strict-Transport-Security", "max-age=31536000; includeSubdomains; preload;");
        fields.put("X-Frame-Options", "DENY");
        fields.put("X-Content-Type-Options", "nosniff");
        return fields;
    }
}
