package org.irilb.core.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of several certificates a client gets: one for the very name that it asks for, else for that name's domain by a
 * wildcard (RFC 6125, section 6.4.3), else the first. Of two for the same name, that of an elliptic curve, if the client
 * takes it, because signing is cheaper. Immutable.
 *
 * @param <T> what stands for a certificate
 */
final class CertificateTable<T> {

    /**
     * A certificate.
     *
     * @param names whom it is for, in lower case
     * @param isEcdsa whether its key is one of an elliptic curve, or RSA
     */
    record Entry<T>(Set<String> names, boolean isEcdsa, T certificate) {}

    private record Pair<T>(@Nullable T ecdsa, @Nullable T rsa) {

        /** The first one stays. */
        Pair<T> with(Entry<T> entry) {
            return entry.isEcdsa()
                    ? new Pair<>(ecdsa == null ? entry.certificate() : ecdsa, rsa)
                    : new Pair<>(ecdsa, rsa == null ? entry.certificate() : rsa);
        }

        T choose(ClientHello hello) {
            T chosen = ecdsa != null && (rsa == null || hello.takesEcdsa()) ? ecdsa : rsa;
            assert chosen != null;
            return chosen;
        }
    }

    private final Map<String, Pair<T>> byName = new HashMap<>();
    private final @Nullable Pair<T> fallback;

    /** @param strict whether there is no certificate for other names than theirs */
    CertificateTable(List<Entry<T>> entries, boolean strict) {
        for (Entry<T> entry : entries) {
            for (String name : entry.names()) {
                byName.merge(name, new Pair<T>(null, null).with(entry), (present, one) -> present.with(entry));
            }
        }
        this.fallback = strict || entries.isEmpty() ? null : firstOf(entries.get(0));
    }

    /** The first one, or its twin of the other kind. */
    private Pair<T> firstOf(Entry<T> first) {
        Pair<T> alone = new Pair<T>(null, null).with(first);
        return first.names().stream().findFirst().map(byName::get).orElse(alone);
    }

    /** @return null if there is none for this client */
    @Nullable
    T choose(ClientHello hello) {
        Pair<T> pair = byName.get(hello.serverName());
        if (pair == null) {
            pair = byName.get(wildcard(hello.serverName()));
        }
        if (pair == null) {
            pair = fallback;
        }
        return pair == null ? null : pair.choose(hello);
    }

    private static String wildcard(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : "*" + name.substring(dot);
    }
}
