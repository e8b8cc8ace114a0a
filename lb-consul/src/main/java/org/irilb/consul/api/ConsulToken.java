package org.irilb.consul.api;

import java.nio.file.Path;

/** Where the ACL token comes from that is sent as {@code X-Consul-Token}. */
public sealed interface ConsulToken {

    /** None is sent: what Consul lets everybody do. */
    record None() implements ConsulToken {}

    /** @param secret as Consul gave it */
    record Literal(String secret) implements ConsulToken {

        public Literal {
            if (!isToken(secret)) {
                throw new IllegalArgumentException(
                        "consul token: empty or with blanks or control characters (expected: as Consul gave it)");
            }
        }

        /** Without the secret: this ends up in logs. */
        @Override
        public String toString() {
            return "Literal[***]";
        }
    }

    /** @param path a file that holds the token and nothing else; read again when it changes */
    record InFile(Path path) implements ConsulToken {}

    /** Whether it can be sent: one word, for it becomes a header field. */
    static boolean isToken(String text) {
        return text.matches("[\\x21-\\x7e]+");
    }
}
