/**
 * The commands that manage nodes where they are registered, in Consul or in a directory. They talk to no balancer: all
 * that follow the same registry see the change. Start at {@link org.irilb.server.node.NodeCommand}.
 */
@NullMarked
package org.irilb.server.node;

import org.jspecify.annotations.NullMarked;
