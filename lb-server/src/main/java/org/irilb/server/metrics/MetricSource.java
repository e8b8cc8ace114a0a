package org.irilb.server.metrics;

import org.irilb.server.admin.stat.View;

/** Has metrics to tell; asked for each scrape, on any thread. */
public interface MetricSource {

    /** Writes all families, each of which no other source has. */
    void write(View view, Exposition out);
}
