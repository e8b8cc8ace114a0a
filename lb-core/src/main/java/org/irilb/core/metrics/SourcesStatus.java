package org.irilb.core.metrics;

/**
 * The table of sources.
 *
 * @param size sources that it has room for
 * @param tracked sources that are known
 * @param banned of these, those that are banned
 * @param untracked connections of sources that there was no room for, since the start
 * @param periods over which rates are told
 */
public record SourcesStatus(int size, int tracked, int banned, long untracked, Periods periods) {

    /**
     * The periods of {@link SourceStatus.Rates}, in milliseconds; 0 for one that isn't limited.
     *
     * @param connectionRate of connections, and further requests on each of them
     * @param requestRate of requests over a short time
     * @param requests of requests over a long time
     */
    public record Periods(int connectionRate, int requestRate, int requests) {}
}
