package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.UserConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicAuthReaderTest {

    private static final String BCRYPT = "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";
    private static final String SHA512 = "$6$saltsalt$" + "a".repeat(86);
    private static final String EXPECTED = " (expected: " + UserConfig.EXPECTED_HASH + ")";

    @TempDir
    Path dir;

    private ConfigFile read(String basicAuth) throws Exception {
        return readAll("rules:\n  basic-auth: " + basicAuth);
    }

    private ConfigFile readAll(String yaml) throws Exception {
        return ConfigFile.read(Files.writeString(dir.resolve("lb.yml"), yaml), Map.of());
    }

    private Optional<BasicAuthConfig> settings(String basicAuth) throws Exception {
        return read(basicAuth).settings().balancer().basicAuth();
    }

    /** What is said of it, without the directory. */
    private List<String> problems(String basicAuth) {
        return problemsOf("rules:\n  basic-auth: " + basicAuth);
    }

    private List<String> problemsOf(String yaml) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> readAll(yaml));
        assertThat(e).as("the file is taken").isNotNull();
        return e.problems().stream()
                .map(problem -> problem.toString().replace(dir + "/", ""))
                .toList();
    }

    @Test
    void thereIsNoneUnlessItIsAskedFor() throws Exception {
        assertThat(settings("null")).isEmpty();
        assertThat(ConfigFile.defaults(dir.resolve("none.yml"))
                        .settings()
                        .balancer()
                        .basicAuth())
                .isEmpty();
    }

    @Test
    void theWebEndpointMayHaveUsersOfItsOwn() throws Exception {
        String yaml = "admin:\n  basic-auth: { users: [{ name: alice, hash: \"" + BCRYPT + "\" }] }";
        ConfigFile file = readAll(yaml);
        assertThat(file.settings().admin().basicAuth())
                .contains(new BasicAuthConfig("iri-lb", List.of(new UserConfig("alice", BCRYPT))));
        assertThat(file.settings().balancer().basicAuth()).isEmpty();
        assertThat(problemsOf("admin:\n  basic-auth: { users: [] }"))
                .containsExactly("lb.yml:2: admin.basic-auth.users: none (expected: users, or a file with users)");
    }

    @Test
    void usersStandInTheFileItselfAndInAnother() throws Exception {
        Path file = Files.writeString(
                dir.resolve("users"), "# by htpasswd -B\n\n bob:" + SHA512 + "\r\n\tcarol:" + BCRYPT + "\n");
        BasicAuthConfig config = settings("\n    realm: our nodes\n    users:\n      - { name: alice, hash: \"" + BCRYPT
                        + "\" }\n    file: users\n")
                .orElseThrow();
        assertThat(config)
                .isEqualTo(new BasicAuthConfig(
                        "our nodes",
                        List.of(new UserConfig("alice", BCRYPT)),
                        Optional.of(file),
                        List.of(new UserConfig("bob", SHA512), new UserConfig("carol", BCRYPT))));
        assertThat(config.users().get(0).hash()).isEqualTo(BCRYPT);
    }

    @Test
    void theEffectiveConfigurationCanBeReadAgain() throws Exception {
        Files.writeString(dir.resolve("users"), "bob:" + SHA512);
        ConfigFile first = read("{ users: [{ name: alice, hash: \"" + BCRYPT + "\" }], file: users }");
        Path written = Files.writeString(dir.resolve("again.yml"), first.effective());
        assertThat(ConfigFile.read(written, Map.of())).isEqualTo(first);
        assertThat(first.effective()).contains(BCRYPT).doesNotContain(SHA512);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                              | basic-auth.users: none (expected: users, or a file with users)
                    { users: [] }                   | basic-auth.users: none (expected: users, or a file with users)
                    { users: [{ hash: H }] }        | basic-auth.users[0].name: missing (expected: a name without blanks, commas, colons and control characters, unlike the others)
                    { users: [{ name: a }] }        | basic-auth.users[0].hash: missing (expected: a text)
                    { users: [{ name: 'a:b', hash: H }] } | basic-auth.users[0].name: a:b (expected: a name without blanks, commas, colons and control characters, unlike the others)
                    { users: [{ name: a, hash: H }, { name: a, hash: H }] } | basic-auth.users[1].name: a (expected: a name without blanks, commas, colons and control characters, unlike the others)
                    { users: [{ name: a, hash: H, x: 1 }] } | basic-auth.users[0].x: unknown key (expected: one of name, hash)
                    { realm: 'a"b', file: empty }   | basic-auth.realm: a"b (expected: printable ASCII without quotes and backslashes)
                    { file: none }                  | basic-auth.file: none: no such file
                    { other: 1, file: empty }       | basic-auth.other: unknown key (expected: one of realm, users, file)
                    """)
    void whatIsWrongIsNamedWithLineAndKey(String basicAuth, String problem) throws IOException {
        Files.writeString(dir.resolve("empty"), "");
        assertThat(problems(basicAuth.replace("hash: H", "hash: \"" + BCRYPT + "\"")))
                .containsExactly("lb.yml:2: rules." + problem);
    }

    @Test
    void whatIsNoHashIsNotShown() {
        assertThat(problems("{ users: [{ name: alice, hash: hunter2 }] }"))
                .containsExactly("lb.yml:2: rules.basic-auth.users[0].hash: not shown" + EXPECTED);
    }

    @Test
    void whatIsWrongInTheUsersFileIsNamedWithItsLine() throws IOException {
        Files.writeString(
                dir.resolve("users"),
                "alice:hunter2\nnobody\nbob:" + BCRYPT + "\nbob:" + SHA512 + "\na b:" + SHA512 + "\n:" + SHA512);
        assertThat(problems("{ file: users }"))
                .containsExactly(
                        "users:1: hash of alice" + EXPECTED,
                        "users:2: no user (expected: name:hash)",
                        "users:4: bob (expected: a name, unlike the others)",
                        "users:5: no user (expected: name:hash)",
                        "users:6: no user (expected: name:hash)");
    }
}
