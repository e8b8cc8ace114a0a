package org.irilb.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Managed;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.admin.socket.SessionLimits;
import org.irilb.server.config.AdminSettings;
import org.irilb.server.config.Endpoint;
import org.irilb.server.config.Level;
import org.irilb.server.config.SocketMode;
import org.irilb.server.web.AdminWeb;
import org.irilb.server.web.Visitors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where operators watch the balancer, and give it orders. One thread's. */
final class Watching {

    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private final AdminSettings admin;
    private final Parts parts;

    /** @param parts takes what is opened */
    Watching(AdminSettings admin, Parts parts) {
        this.admin = admin;
        this.parts = parts;
    }

    /** Opens the sockets of the runtime API, if there are any. */
    void openSockets(Managed managed) {
        List<AdminEndpoint> endpoints = endpoints();
        if (!endpoints.isEmpty()) {
            SessionLimits limits = new SessionLimits(admin.maxSessions(), admin.timeout());
            AdminSocket socket = parts.add(Startup.attempt(() -> AdminSocket.open(endpoints, limits, managed)));
            socket.addresses().forEach(address -> LOG.info("admin socket listens on {}", shown(address)));
        }
    }

    private List<AdminEndpoint> endpoints() {
        List<AdminEndpoint> endpoints = new ArrayList<>();
        admin.socket().ifPresent(tcp -> endpoints.add(own("admin.socket", resolved("admin.socket", tcp))));
        admin.unixSocket().ifPresent(path -> endpoints.add(own("admin.unix-socket", UnixDomainSocketAddress.of(path))));
        for (int i = 0; i < admin.sockets().size(); i++) {
            endpoints.add(further("admin.sockets[" + i + "]", admin.sockets().get(i)));
        }
        return endpoints;
    }

    /** Only the balancer's user may use its file, and may do everything. */
    private static AdminEndpoint own(String key, SocketAddress address) {
        return new AdminEndpoint(key, address, SocketMode.OWNER, Level.ADMIN);
    }

    private static AdminEndpoint further(String key, AdminSettings.Socket socket) {
        SocketAddress address = socket.bind()
                .<SocketAddress>map(tcp -> resolved(key + ".bind", tcp))
                .orElseGet(() -> UnixDomainSocketAddress.of(socket.path().orElseThrow()));
        return new AdminEndpoint(key, address, socket.mode(), socket.level());
    }

    private static InetSocketAddress resolved(String key, Endpoint endpoint) {
        return Startup.resolve(key, endpoint.host(), endpoint.port());
    }

    /** Opens the address of statistics and metrics, if there is one. */
    void openWeb(AdminWeb.Shown shown) {
        admin.web().map(web -> resolved("admin.web", web)).ifPresent(address -> {
            AdminWeb web = parts.add(Startup.attempt(() -> AdminWeb.open(address, shown, visitors())));
            LOG.info("statistics and metrics are at http://{}", shown(web.address()));
        });
    }

    private Visitors visitors() {
        Visitors visitors = new Visitors(admin.basicAuth());
        admin.basicAuth()
                .ifPresent(users -> users.file()
                        .ifPresent(file ->
                                parts.add(RuleFiles.users(file, list -> visitors.replace(users.withFileUsers(list))))));
        return visitors;
    }

    private static Object shown(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? new Endpoint(tcp.getAddress().getHostAddress(), tcp.getPort())
                : address;
    }
}
