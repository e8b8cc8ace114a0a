package org.irilb.server.config;

import static org.irilb.server.config.Addresses.ENDPOINT;
import static org.irilb.server.config.Kind.COMMAND;
import static org.irilb.server.config.Kind.FLAG;
import static org.irilb.server.config.Kind.NAME;
import static org.irilb.server.config.Quantities.DURATION;
import static org.irilb.server.config.Quantities.DURATION_OR_ZERO;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.core.config.Balance;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CompressionConfig;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.Membership;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.Timeouts;
import org.irilb.core.config.TlsConfig;
import org.irilb.core.config.TransportChoice;

/** The keys that make up a {@link BalancerConfig}, their defaults and their ranges. */
final class BalancerReader {

    private static final Kind<Integer> COUNT = Kind.integer(1, Integer.MAX_VALUE);
    private static final Kind<Integer> WORKERS = new Kind<>(
            "auto, or 1..1024",
            text -> text.equals("auto")
                    ? Optional.of(0)
                    : Kind.integer(1, 1024).reader().apply(text),
            workers -> workers == 0 ? "auto" : workers);

    private static final int HTTPS_PORT = 443;

    private static final Kind<Integer> HTTPS = new Kind<>(
            "https, or https:PORT",
            text -> text.equals("https")
                    ? Optional.of(HTTPS_PORT)
                    : Optional.of(text)
                            .filter(t -> t.startsWith("https:"))
                            .flatMap(t -> Kind.integer(1, 65_535).reader().apply(t.substring("https:".length()))),
            port -> port == HTTPS_PORT ? "https" : "https:" + port);

    /** Stands in for a name that is missing or wrong, until the problems are reported. */
    static final String UNNAMED = "(unnamed)";

    private static final Endpoint FRONT = new Endpoint("0.0.0.0", 14_267);
    private static final String LISTENERS = "[{ name: iri_front }]";
    private static final String POOLS = "[{ name: iri_back, members: default }, { name: iri_pow_back, members: pow }]";
    private static final String ROUTES =
            "[{ commands: [attachToTangle, interruptAttachingToTangle], pool: iri_pow_back }, { pool: iri_back }]";

    private static final List<String> COMPRESSED = List.of(
            "application/json",
            "text/html",
            "text/plain",
            "text/xml",
            "text/json",
            "text/css",
            "text/javascript",
            "application/javascript");

    /** What the section of that name says. */
    private record Rules(RulesConfig rules, Optional<BasicAuthConfig> basicAuth) {}

    private final Source source;

    BalancerReader(Source source) {
        this.source = source;
    }

    /** The configuration, to be made once the whole file has turned out to be right. */
    Supplier<BalancerConfig> read(Section root) {
        List<ListenerConfig> listeners = listeners(root);
        int maxConnections = root.value("max-connections", COUNT, 720);
        Timeouts timeouts = root.section("timeouts", BalancerReader::timeouts);
        int maxBody = root.value("max-body", Quantities.size(1 << 30), 1_000_000);
        List<PoolConfig> pools = pools(root);
        List<RouteConfig> routes = routes(root, pools);
        List<CommandProfile> commands = root.section("commands", CommandsReader::read);
        RulesReader rulesReader = new RulesReader(source, commands);
        BasicAuthReader basicAuthReader = new BasicAuthReader(source);
        Rules rules = root.section(
                "rules",
                section -> new Rules(
                        rulesReader.read(section), section.optionalSection("basic-auth", basicAuthReader::read)));
        CompressionConfig compression = root.section("compression", BalancerReader::compression);
        PowConfig pow = root.section("pow", PowReader::read);
        NodeTlsConfig nodeTls = root.section("node-tls", new NodeTlsReader(source)::read);
        Optional<String> via = root.optional("via", NAME, Optional.of("iri-lb"));
        int workers = root.value("workers", WORKERS, 0);
        TransportChoice transport = root.value("transport", Kind.choice(TransportChoice.class), TransportChoice.AUTO);
        return () -> new BalancerConfig(
                listeners,
                maxConnections,
                timeouts,
                maxBody,
                pools,
                routes,
                rules.rules(),
                rules.basicAuth(),
                compression,
                pow,
                nodeTls,
                via,
                workers,
                transport);
    }

    private List<ListenerConfig> listeners(Section root) {
        TlsReader tlsReader = new TlsReader(source);
        Kind<String> name = NAME.unique();
        return root.sections("listeners", () -> Yaml.parse(LISTENERS), listener -> {
            String unique = listener.required("name", name, UNNAMED);
            Endpoint bind = listener.value("bind", ENDPOINT, FRONT);
            source.listen(listener, "bind", bind);
            boolean acceptProxy = listener.value("accept-proxy", FLAG, false);
            int maxConnections = listener.value("max-connections", COUNT, 360);
            Http2Config http2 = listener.section("h2", Http2Reader::read);
            Optional<TlsConfig> tls = listener.optionalSection("tls", tlsReader::read);
            Optional<Integer> redirect = listener.optional("redirect", HTTPS, Optional.empty());
            if (tls.isPresent() && redirect.isPresent()) {
                listener.problem("redirect", "given beside tls (expected: on a listener of plain HTTP)");
                redirect = Optional.empty();
            }
            return new ListenerConfig(
                    unique, bind.host(), bind.port(), acceptProxy, maxConnections, http2, tls, redirect);
        });
    }

    private static Timeouts timeouts(Section timeouts) {
        return new Timeouts(
                timeouts.value("connect", DURATION, Duration.ofSeconds(10)),
                timeouts.value("queue", DURATION, Duration.ofSeconds(10)),
                timeouts.value("request", DURATION, Duration.ofSeconds(10)),
                timeouts.value("keep-alive", DURATION, Duration.ofSeconds(60)),
                timeouts.value("client", DURATION, Duration.ofMinutes(5)),
                timeouts.value("server", DURATION, Duration.ofMinutes(5)),
                timeouts.value("tunnel", DURATION, Duration.ofHours(1)));
    }

    private static List<PoolConfig> pools(Section root) {
        Kind<String> name = NAME.unique();
        return root.sections(
                "pools",
                () -> Yaml.parse(POOLS),
                pool -> new PoolConfig(
                        pool.required("name", name, UNNAMED),
                        pool.required("members", Kind.choice(Membership.class), Membership.DEFAULT),
                        pool.value("balance", Kind.choice(Balance.class), Balance.ROUNDROBIN),
                        pool.value("full-connections", COUNT, 180),
                        pool.value("retries", Kind.integer(0, 100), 3),
                        pool.value("slow-start", DURATION_OR_ZERO, Duration.ZERO),
                        pool.section("failover", BalancerReader::failover)));
    }

    private static FailoverConfig failover(Section failover) {
        return new FailoverConfig(
                failover.value("below", Kind.integer(0, 100), FailoverConfig.STANDARD.belowPercent()),
                failover.value("return-after", DURATION_OR_ZERO, FailoverConfig.STANDARD.returnAfter()));
    }

    private static List<RouteConfig> routes(Section root, List<PoolConfig> pools) {
        Kind<String> pool = Kind.oneOf(pools.stream()
                .map(PoolConfig::name)
                .filter(name -> !name.equals(UNNAMED))
                .toList());
        List<RouteConfig> routes = root.sections("routes", () -> Yaml.parse(ROUTES), route -> route(route, pool));
        if (!routes.isEmpty() && !routes.get(routes.size() - 1).takesEverything()) {
            root.problem("routes", "the last one has commands (expected: none, so that it takes all that is left)");
        }
        if (routes.stream().limit(Math.max(0, routes.size() - 1)).anyMatch(RouteConfig::takesEverything)) {
            root.problem("routes", "one before the last has no commands (expected: some, as it leaves nothing)");
        }
        return routes;
    }

    private static CompressionConfig compression(Section compression) {
        return new CompressionConfig(
                compression.list("types", NAME, COMPRESSED),
                compression.value("min-size", Quantities.size(1 << 30), 1024));
    }

    private static RouteConfig route(Section route, Kind<String> pool) {
        List<String> commands = route.list("commands", COMMAND, List.of());
        String name = route.required("pool", pool, UNNAMED);
        boolean webSocket = route.value("websocket", FLAG, false);
        if (webSocket && !commands.isEmpty()) {
            route.problem("websocket", "true beside commands (expected: a route without commands)");
            return new RouteConfig(commands, name);
        }
        return new RouteConfig(commands, name, webSocket);
    }
}
