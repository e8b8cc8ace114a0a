package org.irilb.core.tls;

import javax.net.ssl.SSLHandshakeException;

/** A client asks for a name that no certificate is for. */
public final class UnknownNameException extends SSLHandshakeException {

    private static final long serialVersionUID = 1;

    public UnknownNameException() {
        super("no certificate for the name asked for");
    }
}
