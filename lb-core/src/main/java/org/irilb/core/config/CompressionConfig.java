package org.irilb.core.config;

import java.util.List;

/**
 * Which answers are compressed for clients that accept gzip (HAProxy manual, chapter 4.2, "compression").
 *
 * @param types how their Content-Type begins, compared ignoring case; none switches compression off
 * @param minSize shorter ones, in bytes, are sent as they are; 0 or more
 */
public record CompressionConfig(List<String> types, int minSize) {

    public static final CompressionConfig NONE = new CompressionConfig(List.of(), 0);

    public CompressionConfig {
        types = List.copyOf(types);
        types.forEach(type -> Checks.name("compression type", type));
        Checks.within("min-size", minSize, 0, Integer.MAX_VALUE);
    }
}
