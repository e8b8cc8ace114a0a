package org.irilb.consul.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.irilb.consul.instance.ServiceCheck;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.text.Failures;
import org.jspecify.annotations.Nullable;

/**
 * One entry of Consul's answer to {@code /v1/health/service} (its documentation, "List Service Instances for a
 * Service"), read straight into records; null becomes empty on the way to a {@link ServiceInstance}. Pure.
 */
public record HealthEntry(
        @JsonProperty("Node") @Nullable ConsulNode node,
        @JsonProperty("Service") @Nullable Service service,
        @JsonProperty("Checks") @Nullable List<@Nullable Check> checks) {

    record ConsulNode(
            @JsonProperty("Node") @Nullable String name,
            @JsonProperty("Address") @Nullable String address) {}

    record Service(
            @JsonProperty("ID") @Nullable String id,
            @JsonProperty("Address") @Nullable String address,
            @JsonProperty("Port") int port,
            @JsonProperty("Tags") @Nullable List<@Nullable String> tags,
            @JsonProperty("Meta") @Nullable Map<String, @Nullable String> meta,
            @JsonProperty("Weights") @Nullable Weights weights) {}

    public record Weights(
            @JsonProperty("Passing") int passing,
            @JsonProperty("Warning") int warning) {}

    public record Check(
            @JsonProperty("CheckID") @Nullable String id,
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Status") @Nullable String status,
            @JsonProperty("Notes") @Nullable String notes,
            @JsonProperty("Output") @Nullable String output) {}

    private static final ObjectReader JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerForListOf(HealthEntry.class);

    /** @throws ReadFailure if it isn't such a list, from its first to its last byte */
    public static List<ServiceInstance> read(byte[] body) {
        try {
            List<@Nullable HealthEntry> entries = JSON.readValue(body);
            if (entries == null) {
                throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of instances: null");
            }
            return entries.stream().map(HealthEntry::instance).toList();
        } catch (IOException e) {
            throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of instances: " + Failures.reason(e));
        }
    }

    private static ServiceInstance instance(@Nullable HealthEntry entry) {
        if (entry == null || entry.node == null || entry.service == null) {
            throw new ReadFailure(
                    ReadFailure.Kind.GARBLED, "no list of instances: an entry without a node or a service");
        }
        Service service = entry.service;
        String address = orEmpty(service.address);
        return new ServiceInstance(
                orEmpty(entry.node.name),
                orEmpty(service.id),
                address.isBlank() ? orEmpty(entry.node.address) : address,
                service.port,
                present(service.tags),
                meta(service.meta),
                Optional.ofNullable(service.weights)
                        .map(weights -> new ServiceInstance.Weights(weights.passing, weights.warning))
                        .orElse(ServiceInstance.Weights.UNSET),
                present(entry.checks).stream().map(HealthEntry::check).toList());
    }

    private static Map<String, String> meta(@Nullable Map<String, @Nullable String> meta) {
        if (meta == null) {
            return Map.of();
        }
        meta.values().removeIf(Objects::isNull);
        return Map.copyOf(meta);
    }

    private static ServiceCheck check(Check check) {
        return new ServiceCheck(
                orEmpty(check.id),
                orEmpty(check.name),
                status(orEmpty(check.status)),
                orEmpty(check.notes),
                orEmpty(check.output));
    }

    private static ServiceCheck.Status status(String word) {
        return switch (word) {
            case "passing" -> ServiceCheck.Status.PASSING;
            case "warning" -> ServiceCheck.Status.WARNING;
            case "critical" -> ServiceCheck.Status.CRITICAL;
            default -> ServiceCheck.Status.UNKNOWN;
        };
    }

    private static <T> List<T> present(@Nullable List<@Nullable T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
