/**
 * The admin socket: HAProxy's runtime API over TCP and UNIX sockets (HAProxy management guide, chapter 9.3), on a thread
 * of its own that shares nothing with the data plane. Start at {@link org.irilb.server.admin.AdminSocket}; a command is a
 * class that implements {@code AdminCommand} and a line in {@code Commands}. What the figures mean lives in
 * {@code stat}, not here.
 */
@NullMarked
package org.irilb.server.admin;

import org.jspecify.annotations.NullMarked;
