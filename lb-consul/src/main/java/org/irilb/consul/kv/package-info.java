/**
 * Values below a prefix of Consul's KV store, followed while they change. Start at {@link org.irilb.consul.kv.KvSource}.
 * What they mean is decided elsewhere.
 */
@NullMarked
package org.irilb.consul.kv;

import org.jspecify.annotations.NullMarked;
