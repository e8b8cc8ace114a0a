package org.irilb.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.UserConfig;

/** The keys of a section {@code basic-auth}. */
final class BasicAuthReader {

    static final Kind<String> USER = new Kind<>(
            "a name without blanks, commas, colons and control characters",
            text -> Kind.NAME.reader().apply(text).filter(name -> name.indexOf(':') < 0),
            name -> name);

    private static final Kind<String> REALM = new Kind<>(
            "printable ASCII without quotes and backslashes",
            text -> Optional.of(text).filter(BasicAuthConfig::isRealm),
            realm -> realm);

    private final Source source;

    BasicAuthReader(Source source) {
        this.source = source;
    }

    BasicAuthConfig read(Section section) {
        String realm = section.value("realm", REALM, "iri-lb");
        Kind<String> name = USER.unique();
        List<Optional<UserConfig>> users =
                section.sectionsOrNone("users", () -> Yaml.parse("[]"), user -> user(user, name));
        Optional<Path> file = section.optional("file", source.path(), Optional.empty());
        if (users.isEmpty() && file.isEmpty()) {
            section.problem("users", "none (expected: users, or a file with users)");
        }
        return new BasicAuthConfig(
                realm,
                users.stream().flatMap(Optional::stream).toList(),
                file,
                file.map(path -> ofFile(section, path)).orElse(List.of()));
    }

    private static Optional<UserConfig> user(Section user, Kind<String> kind) {
        String name = user.required("name", kind, "");
        String hash = user.required("hash", Kind.TEXT, "");
        if (!hash.isEmpty() && !UserConfig.isHash(hash)) {
            // it may be a password that somebody took for a hash
            user.problem("hash", "not shown (expected: " + UserConfig.EXPECTED_HASH + ")");
        }
        return Optional.of(name)
                .filter(given -> !given.isEmpty() && UserConfig.isHash(hash))
                .map(given -> new UserConfig(given, hash));
    }

    /** What is wrong with a line is an error at the start; later it is only reported. */
    private List<UserConfig> ofFile(Section section, Path file) {
        try {
            UserFile users = UserFile.parse(file, TextFile.read(file));
            users.problems().forEach(source::problem);
            return users.users();
        } catch (IOException e) {
            section.problem("file", file + ": " + e.getMessage());
            return List.of();
        }
    }
}
