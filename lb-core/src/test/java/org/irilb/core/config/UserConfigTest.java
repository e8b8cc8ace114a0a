package org.irilb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserConfigTest {

    private static final String BCRYPT = "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";
    private static final String SHA512 = "$6$saltsalt$" + "a".repeat(86);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$1$saltsalt$abc",
                "$5$saltsalt$abc",
                "$2x$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a",
                "$2y$03$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a",
                "$2y$17$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a",
                "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0",
                "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0aa",
                "$6$saltsalt$abc",
                "$6$rounds=9999999$saltsalt$abc",
                "{SHA}abc"
            })
    void takesHashesThatItCanCheckInTime(String hash) {
        assertThat(UserConfig.isHash(BCRYPT)).isTrue();
        assertThat(UserConfig.isHash(SHA512)).isTrue();
        assertThat(UserConfig.isHash(SHA512.replace("$6$", "$6$rounds=656000$")))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserConfig("alice", hash))
                .withMessageContaining("alice")
                .withMessageContaining("expected: a hash of bcrypt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a,b", "a\tb"})
    void takesNamesThatCanBeSent(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserConfig(name, BCRYPT));
    }

    @Test
    void showsNoHash() {
        UserConfig alice = new UserConfig("alice", BCRYPT);
        assertThat(alice).hasToString("alice");
        assertThat(new BasicAuthConfig("x", List.of(alice)).toString()).doesNotContain("$2y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserConfig("alice", "hunter2"))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void namesAreUniqueAndRealmsCanBeQuoted() {
        UserConfig alice = new UserConfig("alice", BCRYPT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BasicAuthConfig("x", List.of(alice, new UserConfig("alice", SHA512))))
                .withMessageContaining("unique names");
        for (String realm : List.of("", "a\"b", "a\\b", "a\r\nb", "\u00e4")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BasicAuthConfig(realm, List.of(alice)))
                    .withMessageContaining("realm");
        }
    }
}
