package org.irilb.consul.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.text.Failures;

/**
 * Asks an agent for what is known in one datacenter (Consul documentation, "Blocking Queries" and "Consistency Modes").
 * One Vert.x loop's.
 *
 * @param datacenter empty for that of the agent
 */
public record DatacenterApi(ConsulApi api, Optional<String> datacenter) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What a token has to be allowed to read. */
    public record Right(String resource, String segment) {}

    public HttpRequest<Buffer> get(String path, Question question) {
        return get(path, question, "stale");
    }

    /** The same, answered by the agent from what it keeps where a server could answer that may lag behind. */
    HttpRequest<Buffer> getCached(String path, Question question) {
        return get(path, question, "cached");
    }

    private HttpRequest<Buffer> get(String path, Question question, String cheapest) {
        HttpRequest<Buffer> request = here(api.get(path));
        switch (question.consistency()) {
            case STALE -> request.addQueryParam(cheapest, "");
            case CONFIRMED -> request.addQueryParam("consistent", "");
            case LEADER -> {}
        }
        if (question.blocks()) {
            request.addQueryParam("index", Long.toString(question.index()));
            request.addQueryParam("wait", question.hold().toMillis() + "ms");
        }
        return request;
    }

    private HttpRequest<Buffer> here(HttpRequest<Buffer> request) {
        datacenter.ifPresent(name -> request.addQueryParam("dc", name));
        return request;
    }

    /**
     * What was answered. An agent that answers from what it keeps tells as its age for how long it has had no server.
     *
     * @throws ReadFailure if the response doesn't say which index it is of
     */
    public static <T> Answer<T> answer(HttpResponse<Buffer> response, T value) {
        Duration server = Duration.ofMillis(number(response, "X-Consul-LastContact", "0"));
        Duration agent = Duration.ofSeconds(number(response, "Age", "0"));
        return new Answer<>(
                number(response, "X-Consul-Index", ""), agent.compareTo(server) > 0 ? agent : server, value);
    }

    private static long number(HttpResponse<Buffer> response, String field, String otherwise) {
        String text = Objects.requireNonNullElse(response.getHeader(field), otherwise);
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new ReadFailure(ReadFailure.Kind.GARBLED, field + ": '" + text + "' (expected: a number)");
        }
    }

    /** Asks who leads the servers; whatever the answer is, somebody is there to give it. */
    public Future<?> signOfLife(Duration patience) {
        return api.send(here(api.get("/v1/status/leader")), Buffer.buffer(), patience);
    }

    /**
     * Whether our token may read all of this; fails if it may not. By the question that Consul's own pages ask; where it
     * isn't known, or there are no ACLs, nothing is forbidden.
     */
    public Future<Boolean> mayRead(List<Right> rights, Duration patience) {
        ArrayNode asked = JSON.createArrayNode();
        rights.forEach(right -> asked.add(JSON.createObjectNode()
                .put("Resource", right.resource())
                .put("Access", "read")
                .put("Segment", right.segment())));
        return api.send(here(api.post("/v1/internal/acl/authorize")), Buffer.buffer(asked.toString()), patience)
                .map(response -> allAllowed(response.body()))
                .recover(failure -> isUnknown(failure) ? Future.succeededFuture(true) : Future.failedFuture(failure));
    }

    private static boolean allAllowed(Buffer body) {
        try {
            for (JsonNode right : JSON.readTree(body.getBytes())) {
                if (!right.path("Allow").asBoolean(true)) {
                    throw new ReadFailure(
                            ReadFailure.Kind.FORBIDDEN,
                            "the token may not read " + right.path("Resource").asText() + " "
                                    + right.path("Segment").asText());
                }
            }
            return true;
        } catch (IOException e) {
            throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of rights: " + Failures.reason(e));
        }
    }

    private static boolean isUnknown(Throwable failure) {
        return switch (ReadFailure.of(failure).kind()) {
            case NOT_FOUND, REFUSED -> true;
            case AWAY, NO_DATACENTER, FORBIDDEN, GARBLED -> false;
        };
    }
}
