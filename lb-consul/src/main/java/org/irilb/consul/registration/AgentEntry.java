package org.irilb.consul.registration;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;

/** The balancer's entry at one of Consul's agents (Consul documentation, "Agent HTTP API"). One Vert.x loop's. */
final class AgentEntry {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final ConsulApi api;
    private final BalancerEntry entry;
    private boolean mayBeThere;

    /** @param api of that agent */
    AgentEntry(ConsulApi api, BalancerEntry entry) {
        this.api = api;
        this.entry = entry;
    }

    /** Whose agent it is. */
    String agent() {
        return api.agent().toString();
    }

    /** Whether this process has registered it there, and not taken it back. */
    boolean mayBeThere() {
        return mayBeThere;
    }

    /** Whether the agent has it; what an earlier process has left is replaced. */
    Future<Boolean> isKnown() {
        if (!mayBeThere) {
            return Future.succeededFuture(false);
        }
        return send(api.get("/v1/agent/service/" + ConsulApi.encoded(entry.id())), "", PATIENCE)
                .map(true)
                .recover(failure -> isUnknown(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    Future<?> register() {
        mayBeThere = true;
        HttpRequest<Buffer> request =
                api.put("/v1/agent/service/register").addQueryParam("replace-existing-checks", "true");
        return send(request, entry.json().toString(), PATIENCE);
    }

    /** Says how the balancer is, unless the agent asks for that. */
    Future<?> tell(Vitals now) {
        if (entry.check() instanceof OwnCheck.Http) {
            return Future.succeededFuture();
        }
        String body = new JsonObject()
                .put("Status", now.fit() ? "passing" : "critical")
                .put("Output", now.words())
                .encode();
        return send(api.put("/v1/agent/check/update/" + ConsulApi.encoded(entry.checkId())), body, PATIENCE);
    }

    /** Takes it back; it is no failure if the agent doesn't have it. */
    Future<?> deregister() {
        return send(api.put("/v1/agent/service/deregister/" + ConsulApi.encoded(entry.id())), "", LAST_WORD)
                .<Object>mapEmpty()
                .recover(failure -> isUnknown(failure) ? Future.succeededFuture() : Future.failedFuture(failure))
                .onSuccess(done -> mayBeThere = false);
    }

    private static boolean isUnknown(Throwable failure) {
        return ReadFailure.of(failure).kind() == ReadFailure.Kind.NOT_FOUND;
    }

    private Future<HttpResponse<Buffer>> send(HttpRequest<Buffer> request, String body, Duration patience) {
        return api.send(request, Buffer.buffer(body), patience);
    }
}
