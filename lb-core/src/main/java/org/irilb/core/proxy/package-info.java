/**
 * Sockets: listeners take clients in, each client connection belongs to one worker (one event loop), and so does the
 * connection to the node that answers it. No locks, no waiting, no lookup by name. This room and those below it are the
 * only ones with Netty channels. Start at {@code ClientSocket}, then at what it carries, in
 * {@code org.irilb.core.proxy.exchange}.
 */
@NullMarked
package org.irilb.core.proxy;

import org.jspecify.annotations.NullMarked;
