/**
 * What Prometheus is told: HAProxy's figures under the names of its own exporter, what HAProxy doesn't have as {@code
 * irilb_}, and the JVM's. All is written as text while it is read; only the last text is kept. Start at
 * {@link org.irilb.server.metrics.Metrics}; who has more to tell is a {@link org.irilb.server.metrics.MetricSource}.
 */
@NullMarked
package org.irilb.server.metrics;

import org.jspecify.annotations.NullMarked;
