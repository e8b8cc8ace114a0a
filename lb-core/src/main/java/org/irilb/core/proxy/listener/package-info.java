/**
 * Bound ports, and how many connections come in by them: limits, rates, the certificate that a client gets. What a
 * client says behind that is not looked at here. Start at {@link org.irilb.core.proxy.listener.ConnectionGate}.
 */
@NullMarked
package org.irilb.core.proxy.listener;

import org.jspecify.annotations.NullMarked;
