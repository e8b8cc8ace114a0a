package org.irilb.server.consul;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.kv.KvSource;
import org.irilb.consul.registration.Registration;
import org.irilb.consul.registration.Vitals;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.server.admin.stat.Readiness;
import org.irilb.server.config.NodesSettings;

/** All that works with Consul, for as long as it is open. One thread's; {@link #view} is any thread's. */
public final class ConsulParts implements AutoCloseable {

    private record Rules(KvSource source, SharedRules rules) {

        ConsulView.Rules view() {
            SharedRules.View view = rules.view();
            return new ConsulView.Rules(source.status(), view.lists(), view.problems());
        }
    }

    private final NodesSettings.Consul consul;
    private final LoadBalancer balancer;
    private final ConsulSource nodes;
    private final Optional<Rules> rules;
    private volatile Optional<Registration> registration = Optional.empty();

    private ConsulParts(NodesSettings.Consul consul, LoadBalancer balancer, ConsulSource nodes, Optional<Rules> rules) {
        this.consul = consul;
        this.balancer = balancer;
        this.nodes = nodes;
        this.rules = rules;
    }

    /**
     * @param checksCount whether Consul's checks take nodes out of service
     * @param publish takes all nodes whenever they have changed
     */
    public static ConsulParts start(
            NodesSettings.Consul consul,
            boolean checksCount,
            LoadBalancer balancer,
            Consumer<List<NodeConfig>> publish) {
        ConsulSettings settings =
                checksCount ? consul.settings() : consul.settings().withoutChecks();
        Optional<Rules> rules = consul.rulesPrefix().map(prefix -> rules(settings, prefix, balancer));
        return new ConsulParts(consul, balancer, ConsulSource.start(settings, publish), rules);
    }

    private static Rules rules(ConsulSettings settings, String prefix, LoadBalancer balancer) {
        SharedRules rules = new SharedRules(prefix, balancer::updateRuleLists);
        Optional<String> datacenter = settings.datacenters().stream().findFirst();
        KvSource source = KvSource.start(
                settings.access(), datacenter, settings.maxStale(), prefix, settings.rulesSnapshot(), rules);
        return new Rules(source, rules);
    }

    /**
     * Has Consul list the balancer, if it is to; to be called once, when it can serve.
     *
     * @param port of its first listener
     * @param version of the program
     */
    public void register(int port, String version) {
        registration = consul.register()
                .map(settings -> settings.entry(port, version))
                .map(entry -> Registration.start(consul.settings().access(), entry, this::vitals));
    }

    private Vitals vitals() {
        Readiness readiness = Readiness.of(balancer.status());
        return new Vitals(readiness.ready(), readiness.words());
    }

    /** Has Consul list the balancer no longer, so that nobody new is sent to it. */
    public void deregister() {
        Optional<Registration> present = registration;
        registration = Optional.empty();
        present.ifPresent(Registration::close);
    }

    public ConsulView view() {
        return new ConsulView(nodes.status(), rules.map(Rules::view), registration.map(Registration::status));
    }

    @Override
    public void close() {
        deregister();
        rules.ifPresent(watched -> watched.source().close());
        nodes.close();
    }
}
