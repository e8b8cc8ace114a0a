package org.irilb.core;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.irilb.core.config.Membership;
import org.irilb.core.config.RuleEdits;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.ServerName;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.metrics.CommandStats;
import org.irilb.core.metrics.HealthSource;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.Proxy;
import org.irilb.core.snapshot.Snapshot;

/**
 * What an operator does to a running balancer by hand, besides {@link LoadBalancer#setByHand}. It stays while the process
 * runs, whatever the configuration says meanwhile. Any thread.
 */
public final class Operator {

    private final Control control;
    private final Proxy proxy;
    private final Supplier<HealthSource> health;

    Operator(Control control, Proxy proxy, Supplier<HealthSource> health) {
        this.control = control;
        this.proxy = proxy;
        this.health = health;
    }

    /** Forgets the highest values that were seen. */
    public void clearHighest() {
        proxy.listeners().clearHighest();
        for (Pool pool : control.snapshot().pools()) {
            pool.forgetQueuedHighest();
            pool.state().forgetHighest();
            pool.members().forEach(member -> member.stats().forgetHighest());
        }
    }

    /** Begins to count from 0 again, and forgets the highest values. What is in use now goes on being told. */
    public void clearCounters() {
        clearHighest();
        proxy.listeners().clearCounters();
        proxy.clearCounters();
        Snapshot snapshot = control.snapshot();
        snapshot.ledger().all().forEach(CommandStats::clear);
        for (Pool pool : snapshot.pools()) {
            pool.state().clearCounters();
            pool.members().forEach(member -> member.stats().clearCounters());
        }
        health.get().clearCounters();
    }

    /**
     * Breaks off a request that is on its way. A node that does proof of work for it is left to finish that.
     *
     * @param exchange its number, as {@link LoadBalancer#loops} tells it
     * @return whether there was such a one
     */
    public CompletableFuture<Boolean> kill(long exchange) {
        return proxy.kill(exchange);
    }

    /** Breaks off all requests at a server; done when they are. */
    public CompletableFuture<Void> killAll(ServerName server) {
        return proxy.killAll(server.pool(), server.node());
    }

    /**
     * Closes the port of a listener, whose connections go on.
     *
     * @return whether it was open
     * @throws IllegalArgumentException if there is none of this name
     */
    public CompletableFuture<Boolean> pause(String listener) {
        return proxy.listeners().pause(listener);
    }

    /**
     * Opens the port of a listener again.
     *
     * @return whether it was closed; fails if the port can't be had
     * @throws IllegalArgumentException if there is none of this name
     */
    public CompletableFuture<Boolean> resume(String listener) {
        return proxy.listeners().resume(listener);
    }

    /**
     * Limits the open connections of a listener.
     *
     * @param limit 0 for none at all
     * @throws IllegalArgumentException if there is none of this name
     */
    public void limitListener(String listener, int limit) {
        proxy.listeners().limit(listener, limit);
    }

    /** Limits the client connections over all listeners; empty for as many as the configuration says. */
    public void limitConnections(OptionalInt limit) {
        proxy.listeners().limitConnections(limit);
    }

    /** Limits how many connections a second are let in over all listeners; 0 for any number. */
    public void limitConnectionRate(int limit) {
        proxy.listeners().limitConnectionRate(limit);
    }

    /** Limits how many sessions a second begin over all listeners, which is one a connection; 0 for any number. */
    public void limitSessionRate(int limit) {
        proxy.listeners().limitSessionRate(limit);
    }

    /** Limits how many connections with TLS a second are let in over all listeners; 0 for any number. */
    public void limitTlsRate(int limit) {
        proxy.listeners().limitTlsRate(limit);
    }

    /** Limits how many bytes a second are compressed; answers beyond that go out as they are. 0 for any number. */
    public void limitCompression(int bytes) {
        proxy.limitCompression(bytes);
    }

    /**
     * Which nodes a pool holds.
     *
     * @throws IllegalArgumentException if there is no pool of this name
     */
    public Membership membership(String pool) {
        return control.snapshot().config().pools().stream()
                .filter(config -> config.name().equals(pool))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pool: '" + pool + "' (expected: one that is there)"))
                .members();
    }

    /** Done when a server is known, and serves unless something speaks against it. */
    public CompletableFuture<Void> whenThere(ServerName server) {
        return control.when(snapshot -> isThere(snapshot, server)).thenCompose(there -> proxy.adopted());
    }

    /** Done when a server is known no more. */
    public CompletableFuture<Void> whenGone(ServerName server) {
        return control.when(snapshot -> !isThere(snapshot, server)).thenCompose(gone -> proxy.adopted());
    }

    private static boolean isThere(Snapshot snapshot, ServerName server) {
        return snapshot.pools().stream()
                .filter(pool -> pool.config().name().equals(server.pool()))
                .flatMap(pool -> pool.members().stream())
                .anyMatch(member -> member.config().id().equals(server.node()));
    }

    /** The lists of the rules as they are now, or in a moment. */
    public RuleLists ruleLists() {
        return control.inputs().ruleLists();
    }

    /** Changes lists of the rules; done when new requests feel it. */
    public CompletableFuture<Void> editRules(UnaryOperator<RuleEdits> change) {
        return control.apply(inputs -> inputs.withEdits(change)).thenCompose(published -> proxy.adopted());
    }

    /**
     * Bans a source as if it had asked for too much, or ends its ban.
     *
     * @return nothing if there is no place for it in the table, or nobody is banned for lack of rules; else whether it
     *     is banned now
     */
    public Optional<Boolean> ban(InetAddress source, boolean banned) {
        Snapshot snapshot = control.snapshot();
        if (snapshot.guard().abuse().isOff()) {
            return Optional.empty();
        }
        Duration length = banned ? snapshot.config().rules().abuse().ban() : Duration.ZERO;
        boolean done = snapshot.sources().ban(NumericAddress.of(source), length, System.nanoTime());
        return done ? Optional.of(banned) : Optional.empty();
    }
}
