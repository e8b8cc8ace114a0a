package org.irilb.consul.api;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.irilb.consul.text.Text;

/** Why a read from Consul came to nothing, told apart by who has to mend it. Carries no trace: it is an outcome. */
public final class ReadFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Who has to mend it. */
    public enum Kind {
        /** Nobody answers, or Consul itself says that it can't just now (5xx): it comes back by itself. */
        AWAY,
        /** The servers that answer know of no such datacenter: its name is wrong, or it isn't joined to theirs. */
        NO_DATACENTER,
        /** The token is none, or may not read what was asked for (403; or an answer that leaves everything out). */
        FORBIDDEN,
        /** There is no such thing here (404): probably another server than Consul. */
        NOT_FOUND,
        /** Consul doesn't take the question (other 4xx, redirects; 401 is what it says without ACLs). */
        REFUSED,
        /** What came isn't what Consul says. */
        GARBLED;

        /** As it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What Consul says of a datacenter that none of its servers has ever heard of, with status 500. */
    private static final String NO_PATH = "No path to datacenter";

    private final Kind kind;
    private final boolean answered;

    public ReadFailure(Kind kind, String message) {
        this(kind, message, false);
    }

    private ReadFailure(Kind kind, String message, boolean answered) {
        super(Text.printable(message), null, false, false);
        this.kind = kind;
        this.answered = answered;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether somebody has answered, with a status other than 200. */
    public boolean isAnswered() {
        return answered;
    }

    /** The failure that {@code cause} stands for, whoever threw it. */
    public static ReadFailure of(Throwable cause) {
        if (cause instanceof ReadFailure known) {
            return known;
        }
        boolean away = cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof VertxException // a connection that ended, a client that is closed
                || cause.getCause() instanceof IOException;
        return away
                ? new ReadFailure(Kind.AWAY, Causes.inWords(cause))
                : new ReadFailure(Kind.GARBLED, cause.toString());
    }

    /** @param status of an answer that isn't 200 */
    public static ReadFailure of(int status, String body) {
        Kind kind =
                switch (status) {
                    case 403 -> Kind.FORBIDDEN;
                    case 404 -> Kind.NOT_FOUND;
                    case 429 -> Kind.AWAY;
                    default -> status >= 500 ? failing(body) : Kind.REFUSED;
                };
        String said = Text.firstLine(body);
        return new ReadFailure(kind, "status " + status + (said.isEmpty() ? "" : ": " + said), true);
    }

    private static Kind failing(String body) {
        return body.contains(NO_PATH) ? Kind.NO_DATACENTER : Kind.AWAY;
    }
}
