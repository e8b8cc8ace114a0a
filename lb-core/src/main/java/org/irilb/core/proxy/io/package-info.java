/**
 * How sockets are driven, and how bytes come out of them and go into them, whoever is at the other end. Start at
 * {@link org.irilb.core.proxy.io.Outbox}; {@link org.irilb.core.proxy.io.Transport} chooses what drives them.
 */
@NullMarked
package org.irilb.core.proxy.io;

import org.jspecify.annotations.NullMarked;
