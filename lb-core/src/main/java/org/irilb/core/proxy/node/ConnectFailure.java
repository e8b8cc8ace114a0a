package org.irilb.core.proxy.node;

import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.irilb.core.proxy.io.SystemError;
import org.irilb.core.tls.HandshakeFailure;

/** Why there is no connection to a node, in words. Pure. */
public final class ConnectFailure {

    private ConnectFailure() {}

    /** One line, without the node's name or address. */
    public static String inWords(Throwable failure) {
        if (NameResolver.saysUnknown(failure)) {
            return "no such name";
        }
        if (failure instanceof UnknownHostException) {
            return "its name can't be looked up now";
        }
        return failure instanceof SSLException ? HandshakeFailure.reason(failure) : SystemError.inWords(failure);
    }
}
