package org.irilb.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Origin;
import org.irilb.server.config.ConfigException;
import org.irilb.server.config.ConfigFile;

/** A HAProxy and an iri-lb that are configured alike, with two nodes that are one. */
final class HaproxyTwins implements AutoCloseable {

    private final Parts parts = new Parts();
    private final Path dir;
    private final Path theirs;
    private final Path ours;
    private final int theirPort = FreePort.any();
    private final int ourPort = FreePort.any();
    private final int ourWebPort = FreePort.any();

    private final Optional<Path> certificate;

    private HaproxyTwins(Path dir, Optional<Path> certificate) {
        this.dir = dir;
        this.certificate = certificate;
        this.theirs = dir.resolve("haproxy.sock");
        this.ours = dir.resolve("admin.sock");
    }

    /**
     * Returns when both have found the nodes up.
     *
     * @param dir for their files and sockets
     */
    static HaproxyTwins start(Path dir) throws IOException, ConfigException {
        return start(new HaproxyTwins(dir, Optional.empty()));
    }

    /** The same, with a certificate for clients, who may speak HTTP/2. */
    static HaproxyTwins startOverTls(Path dir, Path certificate) throws IOException, ConfigException {
        return start(new HaproxyTwins(dir, Optional.of(certificate)));
    }

    private static HaproxyTwins start(HaproxyTwins twins) throws IOException, ConfigException {
        try {
            twins.begin();
            return twins;
        } catch (IOException | ConfigException | RuntimeException | Error e) {
            twins.close();
            throw e;
        }
    }

    private void begin() throws IOException, ConfigException {
        parts.add(new InfoLogged());
        Origin node = parts.add(Origin.answering("{}"));
        parts.add(HaproxyProcess.start(dir, haproxyConfig(node), theirs));
        parts.add(Server.start(ConfigFile.read(ourConfig(node), Map.of()).settings()));
        for (Path socket : List.of(theirs, ours)) {
            Await.until(
                    socket + ": all servers are up",
                    () -> ask(socket, "show stat -1 4 -1\n").split(",L4OK,", -1).length == 5);
        }
    }

    /** Socket of HAProxy. */
    Path theirs() {
        return theirs;
    }

    /** Socket of iri-lb. */
    Path ours() {
        return ours;
    }

    /** Where HAProxy takes requests, and tells its metrics. */
    int theirPort() {
        return theirPort;
    }

    /** Where iri-lb takes requests. */
    int ourPort() {
        return ourPort;
    }

    /** Where iri-lb tells its metrics. */
    int ourWebPort() {
        return ourWebPort;
    }

    private String haproxyConfig(Origin node) {
        String servers = "  server n1 127.0.0.1:%d weight 2 maxconn 7\n  server n2 127.0.0.1:%<d weight 1 maxconn 7\n"
                .formatted(node.port());
        String tls = certificate
                .map(file -> " ssl crt " + file + " alpn h2,http/1.1")
                .orElse("");
        return """
                global
                  stats socket %s level admin
                  maxconn 720
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 5s
                  timeout server 5s
                  default-server check inter 1s fall 4 rise 2
                frontend iri_front
                  bind 127.0.0.1:%d%s
                  maxconn 360
                  acl friends src 10.9.9.9
                  acl enemies src 10.8.8.8
                  acl denied path /denied
                  stick-table type ip size 100k expire 5m store gpc0,conn_cnt,conn_cur,conn_rate(3s),http_req_cnt,http_req_rate(10s)
                  http-request track-sc0 src
                  http-request use-service prometheus-exporter if { path /metrics }
                  http-request deny if denied !friends
                  http-request deny if enemies
                  use_backend iri_pow_back if { path /pow }
                  default_backend iri_back
                backend iri_back
                  balance roundrobin
                  fullconn 180
                %s
                backend iri_pow_back
                  balance roundrobin
                  fullconn 180
                %s
                """.formatted(theirs, theirPort, tls, servers, servers);
    }

    private Path ourConfig(Origin node) throws IOException {
        Path services = Files.createDirectory(dir.resolve("services"));
        for (int i = 1; i <= 2; i++) {
            Files.writeString(services.resolve("n" + i + ".json"), """
                    { "ID": "n%d", "Name": "iri", "Address": "127.0.0.1", "Port": %d,
                      "Tags": ["haproxy.pow=true", "haproxy.maxconn=7", "haproxy.weight=%d"] }
                    """.formatted(i, node.port(), 3 - i));
        }
        String tls = certificate
                .map(file -> ", tls: { certificates: [\"" + file + "\"] }")
                .orElse("");
        return Files.writeString(dir.resolve("lb.yml"), """
                listeners: [{ name: iri_front, bind: "127.0.0.1:%d"%s }]
                rules: { whitelist: { addresses: [10.9.9.9] }, deny-sources: [10.8.8.8] }
                nodes: { directory: services }
                health: { check: tcp, interval: 1s }
                admin: { socket: null, unix-socket: %s, web: "127.0.0.1:%d" }
                workers: 2
                """.formatted(ourPort, tls, ours, ourWebPort));
    }

    /** All that is said on a connection of its own to {@code bytes}, behind which nothing more is sent. */
    static String ask(Path socket, String bytes) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
