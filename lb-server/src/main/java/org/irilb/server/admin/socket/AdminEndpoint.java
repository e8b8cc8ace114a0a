package org.irilb.server.admin.socket;

import java.net.SocketAddress;
import org.irilb.server.config.Level;
import org.irilb.server.config.SocketMode;

/**
 * Where the admin socket listens.
 *
 * @param address of TCP or UNIX
 * @param mode who may use the file of a UNIX socket
 * @param level what its sessions may do
 */
public record AdminEndpoint(SocketAddress address, SocketMode mode, Level level) {

    /** A file that only its owner may use, or an address of TCP. */
    public AdminEndpoint(SocketAddress address, Level level) {
        this(address, SocketMode.OWNER, level);
    }
}
