package org.irilb.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.ServerName;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.guard.PasswordThreads;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.core.metrics.HealthSource;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.core.metrics.Meters;
import org.irilb.core.metrics.NodeWatch;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.proxy.Proxy;
import org.irilb.core.tls.DomainProofs;
import org.irilb.core.tls.NodeTls;
import org.jspecify.annotations.Nullable;

/** A running balancer. Its inputs may be called from any thread; each only hands over to the control thread. */
public final class LoadBalancer implements AutoCloseable {

    private final Proxy proxy;
    private final Control control;
    private final NodeTls nodeTls;
    private final Readout readout;

    private LoadBalancer(Proxy proxy, Control control, NodeTls nodeTls) {
        this.proxy = proxy;
        this.control = control;
        this.nodeTls = nodeTls;
        this.readout = new Readout(proxy, control);
    }

    /**
     * Binds the listeners and starts the loops. There are no nodes until {@link #updateNodes}.
     *
     * @throws java.io.UncheckedIOException if a listener can't be bound; nothing is left open
     * @throws IllegalArgumentException if the transport asked for doesn't work on this machine, or a certificate can't be
     *     used
     */
    public static LoadBalancer start(BalancerConfig config) {
        return start(config, null);
    }

    /** As {@link #start(BalancerConfig)}, with an access log, which the caller closes after the balancer. */
    public static LoadBalancer startLogged(BalancerConfig config, AccessLog accessLog) {
        return start(config, accessLog);
    }

    private static LoadBalancer start(BalancerConfig config, @Nullable AccessLog accessLog) {
        return start(config, accessLog, PasswordThreads.create());
    }

    static LoadBalancer start(BalancerConfig config, @Nullable AccessLog accessLog, Executor passwordThreads) {
        LoadBalancer balancer = bind(config, accessLog, passwordThreads);
        balancer.accept();
        return balancer;
    }

    /**
     * As {@link #start(BalancerConfig)}, but whoever connects waits in the kernel until {@link #accept}, so that nobody
     * is turned away for nodes that will be known in a moment.
     */
    public static LoadBalancer bind(BalancerConfig config, Optional<? extends AccessLog> accessLog) {
        return bind(config, accessLog.orElse(null), PasswordThreads.create());
    }

    private static LoadBalancer bind(BalancerConfig config, @Nullable AccessLog accessLog, Executor passwordThreads) {
        int workers =
                config.workers() > 0 ? config.workers() : Runtime.getRuntime().availableProcessors();
        NodeTls nodeTls = NodeTls.of(config.nodeTls());
        Proxy proxy = new Proxy(config.transport(), workers, config.maxConnections(), nodeTls, accessLog);
        Control control = new Control(workers, config, passwordThreads, nodeTls, proxy::adopt);
        try {
            proxy.start(config, control.snapshot());
        } catch (RuntimeException | Error e) {
            control.close();
            proxy.close();
            throw e;
        }
        control.watchNames(proxy::knows);
        return new LoadBalancer(proxy, control, nodeTls);
    }

    /**
     * Waits until nodes were told for the first time, and every loop knows them or will before its next connection.
     *
     * @return whether that was so within {@code limit}
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public boolean awaitNodes(Duration limit) throws InterruptedException {
        return control.awaitNodes(limit);
    }

    /** Begins to accept connections; for one that was only bound. */
    public void accept() {
        proxy.listeners().accept();
    }

    /** Replaces rules, routes, pools, limits and timeouts. Listeners, workers and transport stay as they were. */
    public void applyConfig(BalancerConfig config) {
        control.update(inputs -> inputs.with(config));
    }

    /** As {@link #applyConfig}, with what {@code change} makes of the present one; may be called more than once. */
    public void changeConfig(UnaryOperator<BalancerConfig> change) {
        control.update(inputs -> inputs.with(change.apply(inputs.config())));
    }

    /**
     * Replaces all nodes. Nodes that stay keep their counts and connections; those that leave finish what runs, and are
     * shown, draining, until then.
     *
     * @throws IllegalArgumentException if two nodes have the same ID; nothing changes then
     */
    public void updateNodes(List<NodeConfig> nodes) {
        Set<String> ids = new HashSet<>();
        for (NodeConfig node : nodes) {
            if (!ids.add(node.id())) {
                throw new IllegalArgumentException("node id: '" + node.id() + "' twice (expected: unique IDs)");
            }
        }
        List<NodeConfig> copy = List.copyOf(nodes);
        UnaryOperator<Inputs> change = inputs -> inputs.withNodes(copy);
        control.update(change);
    }

    /** Replaces the whitelisted sources that come in addition to those of the configuration. */
    public void updateWhitelist(List<AddressBlock> addresses) {
        List<AddressBlock> copy = List.copyOf(addresses);
        control.update(inputs -> inputs.withWhitelist(copy));
    }

    /** Replaces the entries of the rules' lists that all balancers are told besides their configuration. */
    public void updateRuleLists(RuleLists lists) {
        control.update(inputs -> inputs.withLists(lists));
    }

    /**
     * Replaces all that the balancer's own checks say. A node serves if its source and its verdict agree.
     *
     * @param verdicts by node ID; a node without one is fit
     */
    public void updateHealth(Map<String, HealthVerdict> verdicts) {
        Map<String, HealthVerdict> copy = Map.copyOf(verdicts);
        UnaryOperator<Inputs> change = inputs -> inputs.withHealth(copy);
        control.update(change);
    }

    /** Has {@code watch} told what nodes do wrong with requests, from now on; it is told on the event loops. */
    public void watchNodes(NodeWatch watch) {
        proxy.watchNodes(watch);
    }

    /** Has certificate authorities shown these, on every listener with TLS, from now on. */
    public void proveDomains(DomainProofs proofs) {
        proxy.listeners().proveDomains(proofs);
    }

    /** Has certificate authorities told what {@code source} knows, before any rule and on every listener, from now on. */
    public void answerChallenges(ChallengeSource source) {
        proxy.answerChallenges(source);
    }

    /** Has {@link #status()} tell how nodes fare. */
    public void showHealth(HealthSource health) {
        readout.showHealth(health);
    }

    /** What is spoken with HTTPS nodes, for those who check them. */
    public NodeTls nodeTls() {
        return nodeTls;
    }

    /**
     * Sets something of a server by hand, or takes it back. It stays while the process runs, also if the node leaves and
     * comes back.
     *
     * @param server of a pool and a node that are there, or nothing will be seen of it
     * @return done when new requests feel it
     */
    public CompletableFuture<Void> setByHand(ServerName server, UnaryOperator<ByHand> change) {
        return control.apply(inputs -> inputs.withByHand(server, change)).thenCompose(published -> proxy.adopted());
    }

    /**
     * Where a listener is bound; tells the port if the system chose it.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public InetSocketAddress address(String listener) {
        return proxy.listeners().address(listener);
    }

    /** What operators do by hand. */
    public Operator operator() {
        return new Operator(control, proxy, readout::health);
    }

    /** Everything that can be read, as of now. Nodes are shown as each loop serves by them. */
    public BalancerStatus status() {
        return readout.status();
    }

    /** Where all is counted that {@link #status()} tells; for those who look often, as this is little work. */
    public Meters meters() {
        return readout.meters();
    }

    /** What is counted of each source that is known, in no order; up to {@code rules.abuse.table} of them. */
    public List<SourceStatus> sources() {
        return readout.sources();
    }

    /** The last request of each listener, and the last answer in each pool, that couldn't be read, if there was one. */
    public List<MalformedMessage> malformedMessages() {
        return readout.malformedMessages();
    }

    /** Forgets what was counted of a source, and its ban. */
    public void forgetSource(InetAddress source) {
        control.snapshot().sources().forget(NumericAddress.of(source), System.nanoTime());
    }

    /** The certificates that clients get, listener by listener; none where nothing speaks TLS. */
    public List<CertificateStatus> certificates() {
        return proxy.listeners().certificates();
    }

    /** Looks at the files of certificates now, not within two seconds. Done when new clients get what is there. */
    public CompletableFuture<Void> lookAtCertificates() {
        return proxy.listeners().lookAtCertificates();
    }

    /**
     * What the event loops tell of themselves, in their order; it is told on one of them. A loop that doesn't answer
     * within a second is left out.
     */
    public CompletableFuture<List<LoopStatus>> loops() {
        return readout.loops();
    }

    /**
     * Takes no more connections and lets those that are open finish their requests; {@link #close} ends what is left,
     * also while this waits. To be called once.
     *
     * @param limit how long to wait for them
     * @return client connections that are still open
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public int drain(Duration limit) throws InterruptedException {
        return proxy.drain(limit);
    }

    /** Closes the listeners and all connections, and waits until the loops have ended. */
    @Override
    public void close() {
        control.close();
        proxy.close();
    }
}
