/**
 * What becomes of a request: a client's connection has it read and judged, and an exchange takes it to a node and its
 * answer back, or it is answered here. Timeouts live in exchanges and retries in their dispatch, and nowhere else; what
 * carries a client's bytes is known as a {@link org.irilb.core.proxy.exchange.Carrier} only. Start at
 * {@link org.irilb.core.proxy.exchange.ClientConnection}, then {@code Exchange}; for proof of work that several wait for,
 * at {@code Job}.
 */
@NullMarked
package org.irilb.core.proxy.exchange;

import org.jspecify.annotations.NullMarked;
