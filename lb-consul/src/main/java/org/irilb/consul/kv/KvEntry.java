package org.irilb.consul.kv;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.text.Failures;
import org.jspecify.annotations.Nullable;

/** One entry of Consul's answer to {@code /v1/kv/PREFIX/?recurse} (its documentation, "Read Key"). Pure. */
record KvEntry(
        @JsonProperty("Key") @Nullable String key,
        @JsonProperty("Value") byte @Nullable [] value) {

    private static final ObjectReader JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerForListOf(KvEntry.class);

    /**
     * Values by their keys without {@code prefix}, as text; one without a value is empty, and folders are left out.
     *
     * @throws ReadFailure if it isn't such a list, from its first to its last byte
     */
    static Map<String, String> read(byte[] body, String prefix) {
        try {
            List<@Nullable KvEntry> entries = JSON.readValue(body);
            if (entries == null) {
                throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of keys: null");
            }
            Map<String, String> values = new TreeMap<>();
            for (KvEntry entry : entries) {
                if (entry == null || entry.key == null || !entry.key.startsWith(prefix)) {
                    throw new ReadFailure(ReadFailure.Kind.GARBLED, "an entry without a key below " + prefix);
                }
                String name = entry.key.substring(prefix.length());
                if (!name.isEmpty() && !name.endsWith("/")) {
                    values.put(name, entry.value == null ? "" : new String(entry.value, StandardCharsets.UTF_8));
                }
            }
            return values;
        } catch (IOException e) {
            throw new ReadFailure(ReadFailure.Kind.GARBLED, "no list of keys: " + Failures.reason(e));
        }
    }
}
