/**
 * Connections to nodes: opened, kept for the next request, and read. Who asks a node is told what becomes of it, and is
 * known here as a {@link org.irilb.core.proxy.node.Dialer} and a {@link org.irilb.core.proxy.node.Caller} only; nothing
 * is tried again here. Start at {@link org.irilb.core.proxy.node.NodeConnection}.
 */
@NullMarked
package org.irilb.core.proxy.node;

import org.jspecify.annotations.NullMarked;
