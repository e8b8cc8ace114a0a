package org.irilb.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is logged of each request.
 *
 * @param access in which format; empty for not at all
 * @param file where to; empty for standard output
 * @param bodyLimit how many bytes of its body, 0 or more
 * @param queue how many requests may wait to be written, {@link #MIN_QUEUE} or more
 */
public record LogSettings(Optional<AccessFormat> access, Optional<Path> file, int bodyLimit, int queue) {

    /** The writer gathers lines for a moment, in which a shorter queue would fill up without need. */
    public static final int MIN_QUEUE = 1024;
}
