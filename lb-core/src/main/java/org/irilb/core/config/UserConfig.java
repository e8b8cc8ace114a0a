package org.irilb.core.config;

import java.util.regex.Pattern;

/**
 * A user and what is kept of the password.
 *
 * @param name as the client sends it, in UTF-8
 * @param hash of the password: bcrypt ({@code $2a$}, {@code $2b$}, {@code $2y$}) or sha512-crypt ({@code $6$}), as crypt(5)
 *     writes them
 */
public record UserConfig(String name, String hash) {

    /** Completes "expected: ..." for hashes. */
    public static final String EXPECTED_HASH =
            "a hash of bcrypt, $2y$... with a cost of 04 to 16, or of sha512-crypt, $6$... with at most 999999 rounds";

    /** More rounds, or a higher cost, would keep a thread busy for many seconds with each password that is tried. */
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}"
            + "|\\$6\\$(rounds=[1-9][0-9]{3,5}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}");

    public UserConfig {
        Checks.name("name", name);
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("name: '" + name + "' (expected: a name without colons)");
        }
        if (!isHash(hash)) {
            throw new IllegalArgumentException("hash of " + name + ": not shown (expected: " + EXPECTED_HASH + ")");
        }
    }

    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** Without the hash, which is nobody's business. */
    @Override
    public String toString() {
        return name;
    }
}
