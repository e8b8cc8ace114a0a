package org.irilb.server.admin.socket;

import java.net.SocketAddress;
import org.irilb.server.config.Level;

/**
 * Where the admin socket listens.
 *
 * @param address of TCP or UNIX; the file of a UNIX socket can be used by its owner only
 * @param level what its sessions may do
 */
public record AdminEndpoint(SocketAddress address, Level level) {}
