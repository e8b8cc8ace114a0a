/**
 * Commands that HAProxy doesn't have: why a node gets requests or none, by its checks, its results and Consul. Start at
 * {@link org.irilb.server.admin.node.NodeCommands}.
 */
@NullMarked
package org.irilb.server.admin.node;

import org.jspecify.annotations.NullMarked;
