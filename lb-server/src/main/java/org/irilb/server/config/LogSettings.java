package org.irilb.server.config;

import java.util.Optional;

/**
 * What is logged of each request.
 *
 * @param access in which format; empty for not at all
 * @param body how many bytes of its body, 0 or more
 */
public record LogSettings(Optional<AccessFormat> access, int body) {}
