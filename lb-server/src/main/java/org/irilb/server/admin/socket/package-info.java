/**
 * Sessions of the admin socket over TCP and UNIX sockets, all on one thread: lines in, answers out, with limits on both.
 * Knows commands as things to run. Start at {@link org.irilb.server.admin.socket.SessionLoop}.
 */
@NullMarked
package org.irilb.server.admin.socket;

import org.jspecify.annotations.NullMarked;
