package org.irilb.core.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The keys that sessions are handed to clients under (RFC 5077, section 4; RFC 8446, section 4.6.1). They are random,
 * nowhere but in memory, and forgotten within two hours, so that a session that was recorded can't be read later by whoever
 * gets hold of the machine. Immutable.
 */
final class TicketKeys {

    /** A key seals tickets for so long, and opens them for twice as long. */
    static final Duration LIFE = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Instant since;
    private final OpenSslSessionTicketKey[] keys;

    private TicketKeys(Instant since, OpenSslSessionTicketKey... keys) {
        this.since = since;
        this.keys = keys;
    }

    static TicketKeys create(Instant now) {
        return new TicketKeys(now, newKey());
    }

    /** Those of a time: with a new key if the present one has lived its life, which still opens old tickets. */
    TicketKeys at(Instant time) {
        return time.isBefore(since.plus(LIFE)) ? this : new TicketKeys(time, newKey(), keys[0]);
    }

    private static OpenSslSessionTicketKey newKey() {
        byte[] random = new byte[OpenSslSessionTicketKey.TICKET_KEY_SIZE];
        RANDOM.nextBytes(random);
        int name = OpenSslSessionTicketKey.NAME_SIZE;
        int hmac = name + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
        return new OpenSslSessionTicketKey(
                Arrays.copyOfRange(random, 0, name),
                Arrays.copyOfRange(random, name, hmac),
                Arrays.copyOfRange(random, hmac, random.length));
    }

    /** Has a context of BoringSSL use them; the JDK has its own. */
    void applyTo(SslContext context) {
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setTicketKeys(keys);
        }
    }
}
