package org.irilb.core.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.CompressionConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.Timeouts;
import org.irilb.core.config.TransportChoice;

/** A configuration while a test changes it, whatever of it. */
public final class ConfigDraft {

    public List<ListenerConfig> listeners;
    public int maxConnections;
    public Timeouts timeouts;
    public int maxBody;
    public List<PoolConfig> pools;
    public List<RouteConfig> routes;
    public RulesConfig rules;
    public Optional<BasicAuthConfig> basicAuth;
    public CompressionConfig compression;
    public PowConfig pow;
    public NodeTlsConfig nodeTls;
    public Optional<String> via;
    public int workers;
    public TransportChoice transport;

    private ConfigDraft(BalancerConfig config) {
        listeners = config.listeners();
        maxConnections = config.maxConnections();
        timeouts = config.timeouts();
        maxBody = config.maxBody();
        pools = config.pools();
        routes = config.routes();
        rules = config.rules();
        basicAuth = config.basicAuth();
        compression = config.compression();
        pow = config.pow();
        nodeTls = config.nodeTls();
        via = config.via();
        workers = config.workers();
        transport = config.transport();
    }

    /** {@code config} with what {@code change} has done to it. */
    public static BalancerConfig changed(BalancerConfig config, Consumer<ConfigDraft> change) {
        ConfigDraft draft = new ConfigDraft(config);
        change.accept(draft);
        return draft.config();
    }

    private BalancerConfig config() {
        return new BalancerConfig(
                listeners,
                maxConnections,
                timeouts,
                maxBody,
                pools,
                routes,
                rules,
                basicAuth,
                compression,
                pow,
                nodeTls,
                via,
                workers,
                transport);
    }
}
