/**
 * Sockets: listeners take clients in, each client connection belongs to one {@link org.irilb.core.proxy.Worker} (one
 * event loop), and so does the connection to the node that answers it. An exchange is one request on its way; timeouts
 * live there and retries in its dispatch, and nowhere else. No locks, no waiting, no lookup by name. The only room with
 * Netty channels. Start at {@code ClientConnection}, then {@code Exchange}; for proof of work that several wait for, at
 * {@code Job}.
 */
@NullMarked
package org.irilb.core.proxy;

import org.jspecify.annotations.NullMarked;
