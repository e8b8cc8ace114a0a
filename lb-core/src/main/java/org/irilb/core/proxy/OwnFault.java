package org.irilb.core.proxy;

import io.netty.channel.ChannelException;
import java.net.BindException;

/** What goes wrong with a connection to a node without the node: there are no descriptors here, or no ports. Pure. */
final class OwnFault {

    /** EADDRNOTAVAIL as Linux words it; native transports have no type for it. */
    private static final String NO_PORT = "Cannot assign requested address";

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
