package org.irilb.consul.registration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the balancer registered with the first of its agents for as long as it is open: registers it, looks every so often
 * whether the agent still knows it, and registers it again if not. The agent may be away at any time. One thread's, which
 * waits for {@link #close} only; the status is any thread's.
 */
public final class Registration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    /** Nobody's end should be held up by a Consul that is away. */
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    private final Vertx vertx = ConsulApi.vertx();
    private final ConsulApi api;
    private final BalancerEntry entry;
    private final Supplier<Vitals> vitals;
    private Future<?> underWay = Future.succeededFuture();
    private boolean ending;
    private volatile RegistrationStatus status;

    private Registration(ConsulAccess access, BalancerEntry entry, Supplier<Vitals> vitals) {
        this.api = new ConsulApi(vertx, access);
        this.entry = entry;
        this.vitals = vitals;
        this.status = new RegistrationStatus(entry.id(), api.agent().toString(), false, 0, Optional.empty());
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

    private void look() {
        if (!ending && underWay.isComplete()) {
            underWay = isKnown()
                    .compose(known -> known ? Future.succeededFuture() : register())
                    .compose(registered -> tell())
                    .onSuccess(told -> succeeded())
                    .onFailure(this::failed);
        }
    }

    /** Whether the agent has it; what an earlier process has left is replaced. */
    private Future<Boolean> isKnown() {
        if (!status.registered()) {
            return Future.succeededFuture(false);
        }
        return send(api.get("/v1/agent/service/" + ConsulApi.encoded(entry.id())), "", PATIENCE)
                .map(true)
                .recover(failure -> ReadFailure.of(failure).kind() == ReadFailure.Kind.NOT_FOUND
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    private Future<?> register() {
        HttpRequest<Buffer> request =
                api.put("/v1/agent/service/register").addQueryParam("replace-existing-checks", "true");
        return send(request, entry.json().toString(), PATIENCE).onSuccess(answer -> {
            status = new RegistrationStatus(
                    entry.id(), status.agent(), true, status.registrations() + 1, Optional.empty());
            LOG.info("registered as {} with {}", entry.id(), status.agent());
        });
    }

    /** Says how the balancer is, unless the agent asks for that. */
    private Future<?> tell() {
        if (entry.check() instanceof OwnCheck.Http) {
            return Future.succeededFuture();
        }
        Vitals now = vitals.get();
        String body = new JsonObject()
                .put("Status", now.fit() ? "passing" : "critical")
                .put("Output", now.words())
                .encode();
        return send(api.put("/v1/agent/check/update/" + ConsulApi.encoded(entry.checkId())), body, PATIENCE);
    }

    private Future<HttpResponse<Buffer>> send(HttpRequest<Buffer> request, String body, Duration patience) {
        return api.send(request, Buffer.buffer(body), patience);
    }

    private void succeeded() {
        if (status.problem().isPresent()) {
            LOG.info("{}: {} can be told again", entry.id(), status.agent());
            status = with(Optional.empty());
        }
    }

    private void failed(Throwable cause) {
        String problem = ReadFailure.of(cause).getMessage();
        if (status.problem().isEmpty()) {
            LOG.warn(
                    "{}: {} can't be told, tried again every {} s: {}",
                    entry.id(),
                    status.agent(),
                    entry.interval().toMillis() / 1000.0,
                    problem);
        }
        status = with(Optional.of(problem));
    }

    private RegistrationStatus with(Optional<String> problem) {
        return new RegistrationStatus(entry.id(), status.agent(), status.registered(), status.registrations(), problem);
    }

    /** Takes the entry back, if there may be one; returns when that is done, or within seconds. */
    @Override
    public void close() {
        Promise<Void> over = Promise.promise();
        vertx.runOnContext(ignored -> {
            ending = true;
            underWay.onComplete(last -> deregister().onComplete(over));
        });
        over.future()
                .timeout(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> LOG.warn(
                        "{}: {} can't be told of the end; it will find out by its check: {}",
                        entry.id(),
                        status.agent(),
                        ReadFailure.of(cause).getMessage()))
                .transform(ended -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Future<Void> deregister() {
        if (!status.registered()) {
            return Future.succeededFuture();
        }
        return send(api.put("/v1/agent/service/deregister/" + ConsulApi.encoded(entry.id())), "", LAST_WORD)
                .onSuccess(answer -> LOG.info("{}: deregistered", entry.id()))
                .mapEmpty();
    }
}
