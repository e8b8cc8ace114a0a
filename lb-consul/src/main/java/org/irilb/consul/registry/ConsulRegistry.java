package org.irilb.consul.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.HealthEntry;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.definition.Definition;
import org.irilb.consul.definition.DefinitionDocument;
import org.irilb.consul.definition.DefinitionReader;
import org.irilb.consul.definition.NodeChange;
import org.irilb.consul.instance.InstanceState;
import org.irilb.consul.instance.NodeList;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.text.Failures;
import org.irilb.consul.text.Text;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;

/**
 * Nodes as services of one agent of Consul, through its HTTP API (Consul documentation, "Service - Agent HTTP API"). An
 * agent changes only what is registered with it. One thread's.
 */
public final class ConsulRegistry implements NodeRegistry {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = ConsulApi.vertx();
    private final ConsulApi api;
    private final String service;

    private ConsulRegistry(ConsulAccess access, String service) {
        this.api = new ConsulApi(vertx, access);
        this.service = service;
    }

    /** Sends nothing yet. */
    public static ConsulRegistry open(ConsulAccess access, String service) {
        return new ConsulRegistry(access, service);
    }

    @Override
    public List<NodeConfig> nodes() {
        return new NodeList().update(instances());
    }

    private List<ServiceInstance> instances() {
        byte[] body = send(api.get("/v1/health/service/" + ConsulApi.encoded(service)), "");
        try {
            return HealthEntry.read(body);
        } catch (ReadFailure e) {
            throw failed(e);
        }
    }

    @Override
    public boolean checksAll() {
        return false;
    }

    @Override
    public void add(NodeChange change) {
        Definition definition = NewNode.of(service, change);
        if (instances().stream().anyMatch(instance -> instance.id().equals(definition.id()))) {
            throw new RegistryException(
                    definition.id() + ": is registered already (expected: a new node; update changes one)");
        }
        register(definition);
    }

    @Override
    public void update(String id, NodeChange change) {
        Definition definition = registered(id);
        NewNode.apply(definition, change);
        register(definition);
    }

    @Override
    public void remove(String id) {
        registered(id);
        send(api.put("/v1/agent/service/deregister/" + ConsulApi.encoded(id)), "");
    }

    /** An agent keeps the first reason it was given, so that another one needs the mode to be left for a moment. */
    @Override
    public void serve(String id, ServiceState state, String reason) {
        registered(id);
        maintenance(id, false, "");
        if (state != ServiceState.READY) {
            maintenance(id, true, state == ServiceState.DRAIN ? drain(reason) : reason);
        }
    }

    private void maintenance(String id, boolean enable, String reason) {
        send(
                api.put("/v1/agent/service/maintenance/" + ConsulApi.encoded(id))
                        .addQueryParam("enable", String.valueOf(enable))
                        .addQueryParam("reason", reason),
                "");
    }

    private static String drain(String reason) {
        return reason.isEmpty() ? InstanceState.DRAIN : InstanceState.DRAIN + ": " + reason;
    }

    @Override
    public List<String> load(Path file) {
        List<String> ids = new ArrayList<>();
        for (Definition definition : definitions(file)) {
            register(definition);
            ids.add(definition.id());
        }
        return ids;
    }

    private List<Definition> definitions(Path file) {
        try {
            List<Definition> definitions = DefinitionDocument.read(
                            String.valueOf(file.getFileName()), Files.readAllBytes(file))
                    .definitions();
            for (Definition definition : definitions) {
                if (!definition.name().equals(service)) {
                    throw new RegistryException(file + ": Name: '" + Text.printable(definition.name()) + "' (expected: "
                            + service + ", the service whose instances are the nodes)");
                }
            }
            return definitions;
        } catch (IOException e) {
            throw new RegistryException(file + ": cannot be read: " + Failures.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(file + ": " + e.getMessage(), e);
        }
    }

    private void register(Definition definition) {
        send(api.put("/v1/agent/service/register"), definition.forAgent().toString());
    }

    /** What the agent knows of a service; its checks are its own, and stay when it is registered again. */
    private Definition registered(String id) {
        try {
            JsonNode known = DefinitionReader.parse(body(api.get("/v1/agent/service/" + ConsulApi.encoded(id)), ""));
            ObjectNode definition = known.deepCopy();
            definition.set("Name", definition.remove("Service"));
            definition.remove(List.of("ContentHash", "Datacenter"));
            return new Definition(definition);
        } catch (ReadFailure e) {
            throw e.kind() == ReadFailure.Kind.NOT_FOUND ? unknown(id) : failed(e);
        }
    }

    private RegistryException unknown(String id) {
        List<ServiceInstance> all = instances();
        Optional<String> elsewhere = all.stream()
                .filter(instance -> instance.id().equals(id))
                .map(ServiceInstance::source)
                .findFirst();
        if (elsewhere.isPresent()) {
            return new RegistryException(id + ": is registered with the agent of " + Text.printable(elsewhere.get())
                    + " (expected: --consul with the address of that agent)");
        }
        String ids = String.join(", ", all.stream().map(ServiceInstance::id).toList());
        return new RegistryException(id + ": no such node in " + api.agent() + " (expected: "
                + (ids.isEmpty() ? "none is there; add one" : "one of " + ids) + ")");
    }

    private byte[] send(HttpRequest<Buffer> request, String body) {
        try {
            return body(request, body);
        } catch (ReadFailure e) {
            throw failed(e);
        }
    }

    /** @throws ReadFailure if the answer isn't 200 */
    private byte[] body(HttpRequest<Buffer> request, String body) {
        try {
            Buffer answer = api.send(request, Buffer.buffer(body), PATIENCE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .body();
            return answer == null ? new byte[0] : answer.getBytes();
        } catch (CompletionException e) {
            throw ReadFailure.of(Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    private RegistryException failed(ReadFailure failure) {
        String expected =
                switch (failure.kind()) {
                    case AWAY ->
                        failure.isAnswered()
                                ? "an agent that is set up for this, and finds its servers"
                                : "an agent of Consul there; --consul names another";
                    case NO_DATACENTER -> "an agent that knows the datacenter";
                    case FORBIDDEN -> "a token with service:write for " + service + "; --token-file names one";
                    case NOT_FOUND, GARBLED -> "an agent of Consul, not another server";
                    case REFUSED -> "what this version of Consul takes";
                };
        return new RegistryException(
                api.agent() + ": " + failure.getMessage() + " (expected: " + expected + ")", failure);
    }

    @Override
    public void close() {
        ConsulApi.close(vertx, service);
    }
}
