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

    AdminReader(Source source) {
        this.source = source;
    }

    AdminSettings read(Section admin) {
        return new AdminSettings(
                admin.optional("socket", ENDPOINT, Optional.of(SOCKET)),
                admin.optional("unix-socket", source.path(), Optional.empty()),
                admin.sectionsOrNone("sockets", () -> Yaml.parse("[]"), this::socket),
                admin.value("max-sessions", Kind.integer(1, 1000), 10),
                admin.value("timeout", Quantities.DURATION, Duration.ofSeconds(10)),
                admin.optional("web", ENDPOINT, Optional.of(WEB)),
                admin.optionalSection("basic-auth", new BasicAuthReader(source)::read));
    }

    private AdminSettings.Socket socket(Section socket) {
        Optional<Endpoint> bind = socket.optional("bind", ENDPOINT, Optional.empty());
        Optional<Path> path = socket.optional("path", source.path(), Optional.empty());
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
