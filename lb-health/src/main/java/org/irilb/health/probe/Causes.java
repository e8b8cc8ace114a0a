package org.irilb.health.probe;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.TooLongFrameException;
import java.net.BindException;
import java.net.ConnectException;
import java.util.Optional;

/** What exceptions of sockets mean to operators. Pure. */
final class Causes {

    private Causes() {}

    /** One line, without the address, which whoever tells it has said. */
    static String inWords(Throwable cause) {
        if (cause instanceof ConnectException && cause.getCause() != null) {
            return String.valueOf(cause.getCause().getMessage()); // Netty's own has the address in it once more
        }
        if (cause instanceof TooLongFrameException) {
            return "too long an answer (expected: at most " + Connector.LARGEST_ANSWER + " bytes)";
        }
        Throwable root = root(cause);
        String message =
                Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        return message.replaceAll("\\p{Cntrl}+", " ");
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * What is wrong here, if nobody else is to blame: there are no descriptors left, or no ports, or no memory.
     */
    static Optional<String> ownFault(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ChannelException || each instanceof BindException) {
                return Optional.of("no socket: " + root(cause).getMessage());
            }
        }
        return Optional.empty();
    }
}
