package org.irilb.consul.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a directory of definitions fares.
 *
 * @param lastRead when it could last be listed; empty if never
 * @param problem why it can't be listed now; empty if it can
 * @param files what is wrong with single files, by name; the nodes of such a file stay as they were
 */
public record DirectoryStatus(Optional<Instant> lastRead, Optional<String> problem, Map<String, String> files) {}
