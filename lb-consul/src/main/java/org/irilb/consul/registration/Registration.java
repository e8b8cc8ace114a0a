package org.irilb.consul.registration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the balancer registered with one of its agents for as long as it is open: registers it, looks every so often
 * whether the agent still knows it, and registers it again if not. The agents may be away at any time: then the next one
 * is told, and one that is back has its entry taken out, so that the balancer isn't listed twice. One thread's, which
 * waits for {@link #close} only; the status is any thread's.
 */
public final class Registration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    /** Nobody's end should be held up by a Consul that is away. */
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    private final Vertx vertx = ConsulApi.vertx();
    private final BalancerEntry entry;
    private final List<AgentEntry> agents;
    private final Supplier<Vitals> vitals;
    private AgentEntry present;
    private Future<?> underWay = Future.succeededFuture();
    private int failures;
    private boolean ending;
    private volatile RegistrationStatus status;

    private Registration(ConsulAccess access, BalancerEntry entry, Supplier<Vitals> vitals) {
        this.entry = entry;
        this.agents = access.each().stream()
                .map(one -> new AgentEntry(new ConsulApi(vertx, one), entry))
                .toList();
        this.present = agents.get(0);
        this.vitals = vitals;
        this.status = new RegistrationStatus(entry.id(), present.agent(), false, 0, Optional.empty());
    }

    /**
     * Begins to register; returns at once.
     *
     * @param vitals asked at each sign of life, on the registration's own loop
     */
    public static Registration start(ConsulAccess access, BalancerEntry entry, Supplier<Vitals> vitals) {
        Registration registration = new Registration(access, entry, vitals);
        registration.vertx.runOnContext(ignored -> registration.look());
        registration.vertx.setPeriodic(entry.interval().toMillis(), ignored -> registration.look());
        return registration;
    }

    public RegistrationStatus status() {
        return status;
    }

    /** Others first: two addresses may be one agent's, which then doesn't have it any more, and is told again. */
    private void look() {
        if (!ending && underWay.isComplete()) {
            underWay = withdrawFromOthers()
                    .compose(withdrawn -> present.isKnown())
                    .compose(known -> known ? Future.succeededFuture() : register())
                    .compose(registered -> present.tell(vitals.get()))
                    .onSuccess(told -> succeeded())
                    .onFailure(this::failed);
        }
    }

    /** Never fails: who is still away is asked again the next time. */
    private Future<?> withdrawFromOthers() {
        List<Future<?>> withdrawn = agents.stream()
                .filter(agent -> agent != present && agent.mayBeThere())
                .<Future<?>>map(agent -> agent.deregister()
                        .onSuccess(done -> LOG.info("{}: {} is back, deregistered there", entry.id(), agent.agent())))
                .toList();
        return Future.join(withdrawn).otherwiseEmpty();
    }

    private Future<?> register() {
        return present.register().onSuccess(answer -> {
            status = new RegistrationStatus(
                    entry.id(), status.agent(), true, status.registrations() + 1, Optional.empty());
            LOG.info("registered as {} with {}", entry.id(), status.agent());
        });
    }

    private void succeeded() {
        failures = 0;
        if (status.problem().isPresent()) {
            LOG.info("{}: {} can be told again", entry.id(), status.agent());
            status = with(Optional.empty());
        }
    }

    private void failed(Throwable cause) {
        if (ending) {
            return; // nothing is tried again, and who is left untold is told of by close
        }
        ReadFailure failure = ReadFailure.of(cause);
        failures++;
        if (failures == 1) {
            LOG.warn(
                    "{}: {} can't be told, tried again every {} s{}: {}",
                    entry.id(),
                    status.agent(),
                    entry.interval().toMillis() / 1000.0,
                    agents.size() > 1 ? " with the others, too" : "",
                    failure.getMessage());
        }
        status = with(Optional.of(failure.getMessage()));
        if (failure.kind() == ReadFailure.Kind.AWAY && !failure.isAnswered() && agents.size() > 1) {
            turnToNextAgent();
        }
    }

    /** At once, until all have been tried; from then on with each look. */
    private void turnToNextAgent() {
        present = agents.get((agents.indexOf(present) + 1) % agents.size());
        status = new RegistrationStatus(entry.id(), present.agent(), false, status.registrations(), status.problem());
        if (failures < agents.size()) {
            vertx.runOnContext(ignored -> look());
        }
    }

    private RegistrationStatus with(Optional<String> problem) {
        return new RegistrationStatus(entry.id(), status.agent(), status.registered(), status.registrations(), problem);
    }

    /** Takes the entry back where there may be one; returns when that is done, or within seconds. */
    @Override
    public void close() {
        Promise<Void> over = Promise.promise();
        vertx.runOnContext(ignored -> {
            ending = true;
            underWay.onComplete(last -> deregister().onComplete(over));
        });
        Future<Void> closed = over.future()
                .timeout(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> LOG.warn(
                        "{}: {} can't be told of the end; it will find out by its check: {}",
                        entry.id(),
                        status.agent(),
                        ReadFailure.of(cause).getMessage()))
                .transform(ended -> vertx.close());
        try {
            closed.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // who is in a hurry doesn't wait for Consul
        } catch (ExecutionException e) {
            LOG.warn("{}: not closed cleanly: {}", entry.id(), String.valueOf(e.getMessage()));
        }
    }

    private Future<Void> deregister() {
        List<Future<?>> all = agents.stream()
                .filter(AgentEntry::mayBeThere)
                .<Future<?>>map(agent -> agent.deregister()
                        .onSuccess(done -> LOG.info("{}: deregistered with {}", entry.id(), agent.agent())))
                .toList();
        return Future.join(all).mapEmpty();
    }
}
