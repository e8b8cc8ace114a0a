package org.irilb.core.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.config.FileStamps;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.TlsOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS towards nodes, for requests and for checks alike: a node is verified by its host name, or, if that is an address,
 * by the addresses that its certificate is for; sessions are resumed. Nothing is read before it is needed. Any thread.
 */
public final class NodeTls {

    /** A resumed session isn't verified anew. As long as HAProxy's (manual, "tune.ssl.lifetime"). */
    private static final int SESSION_SECONDS = 300;

    private static final ApplicationProtocolConfig HTTP_1_1 = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    /**
     * What was made of files.
     *
     * @param context null if nothing could be made of them
     * @param problem why not
     * @param stamp of the files when they were read
     */
    private record Made(@Nullable SslContext context, String problem, FileStamps stamp) {}

    private final NodeTlsConfig config;
    private final Map<TlsOptions, Made> made = new ConcurrentHashMap<>();
    /** What files looked like at the last look. */
    private final Map<TlsOptions, FileStamps> seen = new HashMap<>();

    private NodeTls(NodeTlsConfig config) {
        this.config = config;
    }

    /** As the configuration says; a file that can't be used is told by {@link #prepare}. */
    public static NodeTls of(NodeTlsConfig config) {
        return new NodeTls(config);
    }

    /** What keeps files of a configuration from being used; it begins with the file. Nothing if nothing does. */
    public static Optional<String> problem(NodeTlsConfig config) {
        if (config.caFile().isEmpty() && config.certFile().isEmpty()) {
            return Optional.empty();
        }
        String problem = of(config).read(TlsOptions.STANDARD).problem();
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Reads what nodes of this kind need, which takes its time, unless it was read before. */
    public void prepare(TlsOptions options) {
        Made ready = made(options);
        if (ready.context() == null) {
            Log.LOG.warn("TLS towards nodes: {}", ready.problem());
        }
    }

    private Made made(TlsOptions options) {
        Made ready = made.get(options);
        return ready == null ? made.computeIfAbsent(options, this::read) : ready;
    }

    /**
     * For one connection.
     *
     * @param host address or name of the node, without brackets
     * @throws SSLException if the files of these options can't be used, or the name not be told; its message says why
     */
    public SslHandler handler(ByteBufAllocator allocator, String host, int port, TlsOptions options)
            throws SSLException {
        Made ready = made(options);
        SslContext context = ready.context();
        if (context == null) {
            throw new SSLException(ready.problem());
        }
        List<SNIServerName> names = isAddress(host) ? List.of() : List.of(serverName(host));
        SslHandler handler = context.newHandler(allocator, host, port);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setServerNames(names);
        handler.engine().setSSLParameters(parameters);
        return handler;
    }

    /** Whether the node at the other end wanted a certificate and got none; it may refuse requests for that later. */
    public static boolean lacksCertificate(SslHandler handler) {
        return ClientCertificate.isMissing(handler.engine().getSession());
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    /** Also of one label or with an underscore, as Docker's names are, which aren't told by themselves. */
    private static SNIHostName serverName(String host) throws SSLException {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            return new SNIHostName(IDN.toASCII(bare).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new SSLException("'" + host + "' (expected: a host name)", e);
        }
    }

    /**
     * Looks for files that have changed; a change counts when it is seen twice, since the first time it may be half done.
     * What can't be used changes nothing, with a warning. One thread's.
     */
    public void refresh() {
        made.forEach((options, before) -> {
            FileStamps now = FileStamps.of(files(options));
            boolean rests = now.equals(seen.put(options, now));
            if (rests && !now.equals(before.stamp())) {
                made.put(options, readAgain(options, before));
            }
        });
    }

    private Made readAgain(TlsOptions options, Made before) {
        Made now = read(options);
        if (now.context() != null) {
            Log.LOG.info("TLS towards nodes: {} read again", files(options).toList());
            return now;
        }
        Log.LOG.warn(
                "TLS towards nodes: {}{}",
                now.problem(),
                before.context() == null ? "" : "; what was read before stays");
        return before.context() == null ? now : new Made(before.context(), "", now.stamp());
    }

    private Made read(TlsOptions options) {
        FileStamps stamp = FileStamps.of(files(options));
        try {
            return new Made(context(options), "", stamp);
        } catch (PemException | IOException | GeneralSecurityException | IllegalArgumentException e) {
            return new Made(null, String.valueOf(e.getMessage()), stamp);
        }
    }

    private Stream<Path> files(TlsOptions options) {
        return Stream.concat(
                config.caFile().filter(file -> options.verify()).stream(),
                options.clientCertificate().isEmpty()
                        ? Stream.concat(config.certFile().stream(), config.keyFile().stream())
                        : config.certDirectory().map(directory -> directory.resolve(fileName(options))).stream());
    }

    private Optional<CertifiedKey> own(TlsOptions options) throws PemException {
        Optional<CertificateFiles> files = options.clientCertificate().isEmpty()
                ? config.certFile().map(file -> new CertificateFiles(file, config.keyFile()))
                : Optional.of(new CertificateFiles(ownFile(options), Optional.empty()));
        return files.isPresent() ? Optional.of(CertifiedKey.read(files.get())) : Optional.empty();
    }

    private Path ownFile(TlsOptions options) throws PemException {
        Optional<Path> directory = config.certDirectory();
        if (directory.isEmpty()) {
            throw new PemException(
                    "crt=" + options.clientCertificate() + " (expected: node-tls.cert-dir, where it is)");
        }
        return directory.get().resolve(fileName(options));
    }

    private static String fileName(TlsOptions options) {
        String name = options.clientCertificate();
        return name.endsWith(".pem") ? name : name + ".pem";
    }

    private SslContext context(TlsOptions options) throws PemException, IOException, GeneralSecurityException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(Library.isBoringSsl(config.provider()) ? SslProvider.OPENSSL : SslProvider.JDK)
                .applicationProtocolConfig(HTTP_1_1)
                .sessionTimeout(SESSION_SECONDS);
        if (options.verify()) {
            builder.trustManager(NodeTrust.of(config.caFile()));
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
        builder.keyManager(new ClientCertificate(own(options)));
        return builder.build();
    }

    /** Set up when first needed, for a process that only checks one node mostly has nothing to log. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);
    }
}
