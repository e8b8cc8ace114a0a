package org.irilb.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where certbot, or another program like it, leaves what it wants authorities to be told.
 *
 * @param webroot directory that {@code .well-known/acme-challenge} is below
 * @param standalone where it listens itself while it runs
 */
public record CertbotSettings(Optional<Path> webroot, Optional<Endpoint> standalone) {}
