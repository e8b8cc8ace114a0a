/**
 * The other side of an admin socket, ours or HAProxy's: asks, and reads the answer. Start at
 * {@link org.irilb.server.admin.client.StatView}.
 */
@NullMarked
package org.irilb.server.admin.client;

import org.jspecify.annotations.NullMarked;
