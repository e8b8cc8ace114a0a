package org.irilb.consul.registry;

/** A registration that couldn't be made, or read; the message is one line that says what to do about it. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
