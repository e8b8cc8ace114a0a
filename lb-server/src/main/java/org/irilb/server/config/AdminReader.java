package org.irilb.server.config;

import static org.irilb.server.config.Addresses.ENDPOINT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The keys that say how operators look at a running balancer. */
final class AdminReader {

    private static final Endpoint SOCKET = new Endpoint("127.0.0.1", 9999);
    private static final Endpoint WEB = new Endpoint("127.0.0.1", 9292);

    private final Source source;
    private final Kind<Path> socketPath;

    AdminReader(Source source) {
        this.source = source;
        this.socketPath = SocketPath.in(source);
    }

    AdminSettings read(Section admin) {
        return new AdminSettings(
                address(admin, "socket", Optional.of(SOCKET)),
                admin.optional("unix-socket", socketPath, Optional.empty()),
                admin.sectionsOrNone("sockets", () -> Yaml.parse("[]"), this::socket),
                admin.value("max-sessions", Kind.integer(1, 1000), 10),
                admin.value("timeout", Quantities.DURATION, Duration.ofSeconds(10)),
                address(admin, "web", Optional.of(WEB)),
                admin.optionalSection("basic-auth", new BasicAuthReader(source)::read));
    }

    private Optional<Endpoint> address(Section section, String key, Optional<Endpoint> fallback) {
        Optional<Endpoint> address = section.optional(key, ENDPOINT, fallback);
        address.ifPresent(listened -> source.listen(section, key, listened));
        return address;
    }

    private AdminSettings.Socket socket(Section socket) {
        Optional<Endpoint> bind = address(socket, "bind", Optional.empty());
        Optional<Path> path = socket.optional("path", socketPath, Optional.empty());
        if (bind.isPresent() == path.isPresent()) {
            socket.problem("bind", (bind.isPresent() ? "beside path" : "missing") + " (expected: either bind or path)");
        }
        Level level = socket.value("level", Kind.choice(Level.class), Level.USER);
        return new AdminSettings.Socket(bind, path, mode(socket, bind.isPresent(), level), level);
    }

    private static SocketMode mode(Section socket, boolean isTcp, Level level) {
        SocketMode mode = socket.value("mode", Kind.choice(SocketMode.class, SocketMode::label), SocketMode.OWNER);
        if (isTcp && mode != SocketMode.OWNER) {
            socket.problem("mode", mode.label() + " beside bind (expected: only beside path)");
        }
        if (mode == SocketMode.EVERYBODY && level != Level.USER) {
            socket.problem("mode", mode.label() + " (expected: 600 or 660 at level " + level.word() + ")");
        }
        return mode;
    }
}
