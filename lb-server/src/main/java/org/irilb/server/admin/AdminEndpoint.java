package org.irilb.server.admin;

import java.net.SocketAddress;

/**
 * Where the admin socket listens.
 *
 * @param address of TCP or UNIX
 * @param level what its sessions may do
 */
public record AdminEndpoint(SocketAddress address, Level level) {}
