package org.irilb.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may send requests, by Basic authentication (RFC 7617).
 *
 * @param realm what clients are told that the password is for; printable ASCII without quotes and backslashes
 * @param users names unique
 * @param file where more of them stand
 * @param fileUsers what stood there when it was read last; a name that {@code users} has, too, is ignored here
 */
public record BasicAuthConfig(String realm, List<UserConfig> users, Optional<Path> file, List<UserConfig> fileUsers) {

    public BasicAuthConfig {
        users = List.copyOf(users);
        fileUsers = List.copyOf(fileUsers);
        if (!isRealm(realm)) {
            throw new IllegalArgumentException("realm: '" + realm + "' (expected: printable ASCII without \" and \\)");
        }
        long names = users.stream().map(UserConfig::name).distinct().count();
        if (names < users.size()) {
            throw new IllegalArgumentException("users: " + users + " (expected: unique names)");
        }
    }

    public BasicAuthConfig(String realm, List<UserConfig> users) {
        this(realm, users, Optional.empty(), List.of());
    }

    public BasicAuthConfig withFileUsers(List<UserConfig> fileUsers) {
        return new BasicAuthConfig(realm, users, file, fileUsers);
    }

    public static boolean isRealm(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    }
}
