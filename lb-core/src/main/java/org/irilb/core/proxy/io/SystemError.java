package org.irilb.core.proxy.io;

import java.util.regex.Pattern;

/** What the system says of a call that has failed, alike over each transport. Pure. */
public final class SystemError {

    /** Native transports name the call and the number of the error before its words. */
    private static final Pattern CALL = Pattern.compile("^[\\w ]+\\(\\.\\.\\) failed with error\\(-\\d+\\): ");

    private SystemError() {}

    /** The words of the first cause, without what Netty adds to them. */
    public static String inWords(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = first.getMessage();
        return message == null
                ? first.getClass().getSimpleName()
                : CALL.matcher(message).replaceFirst("");
    }
}
