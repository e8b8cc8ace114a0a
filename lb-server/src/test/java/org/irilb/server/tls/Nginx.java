package org.irilb.server.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;

/** A real nginx that stands before nodes with TLS, a port for each. One thread's. */
final class Nginx implements AutoCloseable {

    /** Each answer tells what nginx knows of its connection. */
    private static final String CONFIG = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log info;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              keepalive_timeout 0;
              ssl_session_cache shared:all:1m;
              ssl_protocols TLSv1.2 TLSv1.3;
              add_header X-Reused $ssl_session_reused;
              add_header X-Server-Name $ssl_server_name;
              add_header X-Client $ssl_client_s_dn;
              add_header X-Protocol $ssl_protocol;
              add_header X-Alpn $ssl_alpn_protocol;
            %2$s
            }
            """;

    private static final String SERVER = """
              server {
                listen 127.0.0.1:%1$d ssl http2;
                ssl_certificate %2$s; ssl_certificate_key %2$s;
                %3$s
                default_type application/json;
                location / { return 200 '{"appName":"IRI","transactionsToRequest":0}'; }
              }
            """;

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final StringBuilder servers = new StringBuilder();
    private final Path home;
    private Process process;

    Nginx(Path home) {
        this.home = home;
    }

    /** @param further directives */
    Nginx with(String name, Path certificate, String... further) {
        int port = FreePort.any();
        ports.put(name, port);
        servers.append(SERVER.formatted(port, certificate, String.join("\n", further)));
        return this;
    }

    Nginx start() throws IOException {
        Path config = Files.writeString(home.resolve("nginx.conf"), CONFIG.formatted(home, servers));
        process = new ProcessBuilder("nginx", "-p", home.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        Await.until("nginx listens", () -> ports.values().stream().allMatch(this::isOpen));
        return this;
    }

    private boolean isOpen(int port) {
        if (!process.isAlive()) {
            throw new AssertionError("nginx has ended: " + output());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String output() {
        try {
            return Files.readString(home.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    int port(String name) {
        return ports.get(name);
    }

    @Override
    public void close() {
        process.destroy();
        Await.until("nginx has ended", () -> !process.isAlive());
    }
}
