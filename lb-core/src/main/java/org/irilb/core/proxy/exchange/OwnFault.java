package org.irilb.core.proxy.exchange;

import io.netty.channel.ChannelException;
import java.net.BindException;

/** What goes wrong with a connection to a node without the node: there are no descriptors here, or no ports. Pure. */
final class OwnFault {

    /**
     * EADDRNOTAVAIL, as native transports have it in the message of a failed connect: Netty 4.2 has no type for it, and
     * what follows is in the language of the system.
     */
    private static final String NO_PORT = "error(-99)";

    private OwnFault() {}

    static boolean is(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ChannelException
                    || each instanceof BindException
                    || String.valueOf(each.getMessage()).contains(NO_PORT)) {
                return true;
            }
        }
        return false;
    }
}
