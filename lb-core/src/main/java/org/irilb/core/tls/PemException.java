package org.irilb.core.tls;

/** A file that can't be used; the message completes {@code file: ...} and says what was expected. */
public final class PemException extends Exception {

    private static final long serialVersionUID = 1;

    PemException(String message) {
        super(message);
    }

    PemException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, of a certain file. */
    PemException of(Object file) {
        return new PemException(file + ": " + getMessage(), this);
    }
}
