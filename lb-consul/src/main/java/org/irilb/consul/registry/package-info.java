/**
 * How operators manage nodes where they are registered: in Consul, or in a directory. Start at
 * {@link org.irilb.consul.registry.NodeRegistry}.
 */
@NullMarked
package org.irilb.consul.registry;

import org.jspecify.annotations.NullMarked;
