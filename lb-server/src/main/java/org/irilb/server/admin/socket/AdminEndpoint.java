package org.irilb.server.admin.socket;

import java.net.SocketAddress;
import org.irilb.server.config.Level;
import org.irilb.server.config.SocketMode;

/**
 * Where the admin socket listens.
 *
 * @param key of the configuration that says so, by which it is told
 * @param address of TCP or UNIX
 * @param mode who may use the file of a UNIX socket
 * @param level what its sessions may do
 */
public record AdminEndpoint(String key, SocketAddress address, SocketMode mode, Level level) {

    /** The only one there is: an address of TCP, or a file that only its owner may use. */
    public AdminEndpoint(SocketAddress address, Level level) {
        this("admin.socket", address, SocketMode.OWNER, level);
    }
}
