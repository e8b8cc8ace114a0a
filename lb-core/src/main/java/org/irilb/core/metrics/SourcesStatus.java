package org.irilb.core.metrics;

/**
 * The table of sources.
 *
 * @param size sources that it has room for
 * @param tracked sources that are known
 * @param banned of these, those that are banned
 * @param untracked connections of sources that there was no room for, since the start
 */
public record SourcesStatus(int size, int tracked, int banned, long untracked) {}
