package org.irilb.server.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The key that an account at an authority hangs on, as a JSON Web Key (RFC 7517). Stateless. */
final class AccountKey {

    private static final String FILE = "account.json";

    private AccountKey() {}

    /**
     * The one that was kept, or else a new one, which is kept.
     *
     * @throws IOException if the file can't be read or written, or is no key; with a message that names it
     */
    static KeyPair of(PrivateFiles files) throws IOException {
        Path file = files.path(FILE);
        try {
            if (Files.exists(file)) {
                PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file));
                if (key.getPrivateKey() == null) {
                    throw new IOException(file + ": without its private part (expected: a key as it was written)");
                }
                return new KeyPair((PublicKey) key.getKey(), key.getPrivateKey());
            }
            KeyPair made = KeyPairs.make();
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(made.getPublic());
            key.setPrivateKey(made.getPrivate());
            files.write(FILE, key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
            return made;
        } catch (JoseException e) {
            throw new IOException(file + ": no key (expected: a JSON Web Key; without the file a new one is made)", e);
        }
    }
}
