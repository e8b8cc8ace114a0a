/**
 * What was said to the balancer: validated, immutable records. A record that exists is right; its constructor refuses
 * with the value and what was expected. No defaults of files or flags live here, and nothing that changes by itself.
 * Start at {@link org.irilb.core.config.BalancerConfig}; nodes come separately, as
 * {@link org.irilb.core.config.NodeConfig}.
 */
@NullMarked
package org.irilb.core.config;

import org.jspecify.annotations.NullMarked;
