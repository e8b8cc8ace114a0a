package org.irilb.consul.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.HealthEntry;
import org.irilb.consul.api.ReadFailure;

/**
 * Asks for all instances of one service with their checks, in one query (Consul documentation, "List Service Instances
 * for a Service"). One Vert.x loop's.
 */
public final class HealthQuery {

    private static final JsonMapper JSON = new JsonMapper();
    /** More names would say no more about a token. */
    private static final int NODES_ASKED_FOR = 16;

    private final ConsulApi api;
    private final String service;
    private final Optional<String> datacenter;

    public HealthQuery(ConsulApi api, String service, Optional<String> datacenter) {
        this.api = api;
        this.service = service;
        this.datacenter = datacenter;
    }

    public Future<HealthAnswer> ask(HealthQuestion question, Duration patience) {
        HttpRequest<Buffer> request =
                inDatacenter(api.get("/v1/health/service/" + URLEncoder.encode(service, StandardCharsets.UTF_8)));
        switch (question.consistency()) {
            case STALE -> request.addQueryParam("stale", "");
            case CONFIRMED -> request.addQueryParam("consistent", "");
            case LEADER -> {}
        }
        if (question.blocks()) {
            request.addQueryParam("index", Long.toString(question.index()));
            request.addQueryParam("wait", question.hold().toMillis() + "ms");
        }
        return api.send(request, Buffer.buffer(), patience).map(HealthQuery::answer);
    }

    private static HealthAnswer answer(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        HealthAnswer answer = new HealthAnswer(
                number(response, "X-Consul-Index", ""),
                Duration.ofMillis(number(response, "X-Consul-LastContact", "0")),
                HealthEntry.read(body == null ? new byte[0] : body.getBytes()));
        // Consul from 1.11 on says so
        if (answer.instances().isEmpty() && "true".equals(response.getHeader("X-Consul-Results-Filtered-By-ACLs"))) {
            throw new ReadFailure(ReadFailure.Kind.FORBIDDEN, "the token may read no instance");
        }
        return answer;
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
    Future<?> askForSignOfLife(Duration patience) {
        return api.send(inDatacenter(api.get("/v1/status/leader")), Buffer.buffer(), patience);
    }

    private HttpRequest<Buffer> inDatacenter(HttpRequest<Buffer> request) {
        datacenter.ifPresent(name -> request.addQueryParam("dc", name));
        return request;
    }

    /**
     * Asks most of the servers, and whether our token may see what they know: to a token that is worth nothing, Consul
     * answers with a list that leaves everything out.
     *
     * @param consulNodes Consul nodes that instances were registered at
     */
    public Future<HealthAnswer> askCarefully(Set<String> consulNodes, Duration patience) {
        return maySee(consulNodes, patience)
                .compose(allowed -> ask(HealthQuestion.atOnce(HealthQuestion.Consistency.CONFIRMED), patience));
    }

    /** By the question that Consul's own pages ask; where it isn't known, or there are no ACLs, nothing is forbidden. */
    private Future<Boolean> maySee(Set<String> consulNodes, Duration patience) {
        HttpRequest<Buffer> request = inDatacenter(api.post("/v1/internal/acl/authorize"));
        ArrayNode rights = JSON.createArrayNode();
        rights.add(right("service", service));
        consulNodes.stream().sorted().limit(NODES_ASKED_FOR).forEach(name -> rights.add(right("node", name)));
        return api.send(request, Buffer.buffer(rights.toString()), patience)
                .map(response -> HealthQuery.allAllowed(response.body()))
                .recover(failure -> isUnknown(failure) ? Future.succeededFuture(true) : Future.failedFuture(failure));
    }

    private static JsonNode right(String resource, String segment) {
        return JSON.createObjectNode()
                .put("Resource", resource)
                .put("Access", "read")
                .put("Segment", segment);
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
        } catch (JsonProcessingException e) {
            throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of rights: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of rights: " + e.getMessage());
        }
    }

    private static boolean isUnknown(Throwable failure) {
        return switch (ReadFailure.of(failure).kind()) {
            case NOT_FOUND, REFUSED -> true;
            case AWAY, FORBIDDEN, GARBLED -> false;
        };
    }
}
