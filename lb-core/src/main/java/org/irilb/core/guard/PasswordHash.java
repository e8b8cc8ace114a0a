package org.irilb.core.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * What is kept of a password, as crypt(5) writes it.
 *
 * @param text of bcrypt or sha512-crypt; valid
 */
record PasswordHash(String text) {

    /** Takes milliseconds, and as long for a wrong password as for the right one. */
    boolean isOf(byte[] password) {
        if (text.startsWith("$6$")) {
            String hash = Sha2Crypt.sha512Crypt(password.clone(), text); // wipes what it is given
            return MessageDigest.isEqual(hash.getBytes(US_ASCII), text.getBytes(US_ASCII));
        }
        return BCrypt.checkpw(password, text);
    }
}
