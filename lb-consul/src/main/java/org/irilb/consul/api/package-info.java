/**
 * Consul's HTTP API: how it is reached, with which token and certificates, and what its answers and failures are. Start at
 * {@link org.irilb.consul.api.ConsulApi}. Nothing here decides when to ask or what to believe.
 */
@NullMarked
package org.irilb.consul.api;

import org.jspecify.annotations.NullMarked;
