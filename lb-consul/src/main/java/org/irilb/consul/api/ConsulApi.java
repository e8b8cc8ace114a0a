package org.irilb.consul.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.FileStamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends questions to one of Consul's agents, with token and certificates as their files hold them now. One Vert.x
 * loop's; ends with Vert.x.
 */
public final class ConsulApi {

    private static final Logger LOG = LoggerFactory.getLogger(ConsulApi.class);
    private static final int CONNECT_MILLIS = 2000;
    /** To each agent; questions that were given up hold theirs until their time is over. */
    private static final int CONNECTIONS = 32;

    private final ConsulAccess access;
    private final TokenReader token;
    private final Vertx vertx;
    private WebClient client;
    private FileStamps certificates;
    /** The status tells it to any thread. */
    private volatile int agent;

    public ConsulApi(Vertx vertx, ConsulAccess access) {
        this.access = access;
        this.token = new TokenReader(access.token());
        this.vertx = vertx;
        this.certificates = FileStamps.of(access.tls().files());
        this.client = client();
    }

    /** A loop for requests to Consul, with as few threads and files as it can do with. */
    public static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // nobody else waits for this loop; an answer with thousands of nodes may take it a while
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setMaxEventLoopExecuteTime(30)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** Ends such a loop and all that runs on it, and waits for that. @param name for the log */
    public static void close(Vertx vertx, String name) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            LOG.warn("{}: not closed cleanly: {}", name, String.valueOf(e.getMessage()));
        }
    }

    private WebClient client() {
        WebClientOptions options = new WebClientOptions();
        options.setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true).setFollowRedirects(false);
        options.setUserAgent("iri-lb").setSsl(access.agents().stream().anyMatch(ConsulAddress::tls));
        trust().ifPresent(options::setTrustOptions);
        identity().ifPresent(options::setKeyCertOptions);
        return WebClient.create(vertx, options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    private Optional<TrustOptions> trust() {
        return access.tls().caFile().map(file -> new PemTrustOptions().addCertPath(file.toString()));
    }

    private Optional<KeyCertOptions> identity() {
        return access.tls()
                .client()
                .map(own -> new PemKeyCertOptions()
                        .addCertPath(own.certFile().toString())
                        .addKeyPath(own.keyFile().toString()));
    }

    /** Which agent is asked now. */
    public ConsulAddress agent() {
        return access.agents().get(agent);
    }

    /** From now on another agent is asked, if there is one. */
    public void turnToNextAgent() {
        agent = (agent + 1) % access.agents().size();
    }

    /** Whether the next request would show another token or other certificates. */
    public boolean hasOtherCredentials() {
        return token.hasChanged() || !FileStamps.of(access.tls().files()).equals(certificates);
    }

    public HttpRequest<Buffer> get(String path) {
        return request(HttpMethod.GET, path);
    }

    public HttpRequest<Buffer> put(String path) {
        return request(HttpMethod.PUT, path);
    }

    public HttpRequest<Buffer> post(String path) {
        return request(HttpMethod.POST, path);
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        refreshCertificates();
        ConsulAddress to = agent();
        HttpRequest<Buffer> request = client.request(
                        method,
                        SocketAddress.inetSocketAddress(to.port(), to.host()),
                        to.port(),
                        access.tls().serverName().orElse(to.host()),
                        path)
                .ssl(to.tls());
        token.token().ifPresent(secret -> request.putHeader("X-Consul-Token", secret));
        return request;
    }

    /** As part of a path. */
    public static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Sends a request made by {@link #get}, {@link #put} or {@link #post}, whose answer has to be 200.
     *
     * @param body empty for none
     * @param patience until the whole answer is there
     */
    public Future<HttpResponse<Buffer>> send(HttpRequest<Buffer> request, Buffer body, Duration patience) {
        return exchange(request, body, patience)
                .compose(response -> response.statusCode() == 200
                        ? Future.succeededFuture(response)
                        : Future.failedFuture(failure(response)));
    }

    /** As {@link #send}, whatever the answer is. */
    public Future<HttpResponse<Buffer>> exchange(HttpRequest<Buffer> request, Buffer body, Duration patience) {
        return sent(request.timeout(patience.toMillis()), body).timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What an answer that isn't as it should be stands for. */
    public static ReadFailure failure(HttpResponse<Buffer> response) {
        return ReadFailure.of(response.statusCode(), text(response));
    }

    /** A client that is being closed throws. */
    private static Future<HttpResponse<Buffer>> sent(HttpRequest<Buffer> request, Buffer body) {
        try {
            return body.length() == 0 ? request.send() : request.sendBuffer(body);
        } catch (IllegalStateException e) {
            return Future.failedFuture(e);
        }
    }

    private static String text(HttpResponse<Buffer> response) {
        String text = response.bodyAsString();
        return text == null ? "" : text;
    }

    /** By a client of its own: Vert.x takes files of the same name for the same. Those that can't be used change nothing. */
    private void refreshCertificates() {
        FileStamps now = FileStamps.of(access.tls().files());
        if (now.equals(certificates)) {
            return;
        }
        certificates = now;
        try {
            if (trust().isPresent()) {
                trust().get().getTrustManagerFactory(vertx);
            }
            if (identity().isPresent()) {
                identity().get().getKeyManagerFactory(vertx);
            }
        } catch (Exception e) { // whatever is wrong with them
            LOG.warn("certificates for Consul cannot be used, the last ones stay: {}", e.toString());
            return;
        }
        WebClient before = client;
        client = client();
        before.close();
    }
}
