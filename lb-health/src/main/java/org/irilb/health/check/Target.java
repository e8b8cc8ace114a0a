package org.irilb.health.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.config.Scheme;

/**
 * Where a node is.
 *
 * @param host address or name, without brackets
 * @param port 1..65535
 * @param path of its API, with query, e.g. {@code /}
 * @param user {@code name:password} for Basic authentication (RFC 7617); empty for none
 */
public record Target(Scheme scheme, String host, int port, String path, String user) {

    // java.net.URI knows no host with an underscore, which Docker's names may have
    private static final Pattern URL = Pattern.compile(
            "(?:(?i:(https?))://)?(?:([^/?#@\\s]*)@)?"
                    + "(\\[[0-9A-Fa-f:.%\\w]+]|[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*)(?::(\\d{1,5}))?(?:([/?][^\\s#]*)?(?:#\\S*)?)");

    /** @return nothing if it isn't an HTTP or HTTPS URL; as for curl, without a scheme it is HTTP */
    public static Optional<Target> parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Scheme scheme = "https".equalsIgnoreCase(matcher.group(1)) ? Scheme.HTTPS : Scheme.HTTP;
        int port = matcher.group(4) == null ? scheme == Scheme.HTTPS ? 443 : 80 : Integer.parseInt(matcher.group(4));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        String host = matcher.group(3);
        return Optional.of(new Target(
                scheme,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                path(matcher.group(5)),
                Optional.ofNullable(matcher.group(2)).orElse("")));
    }

    private static String path(String given) {
        return given == null ? "/" : given.startsWith("?") ? "/" + given : given;
    }

    /** As in the field Host. */
    public String authority() {
        return authority(host, port);
    }

    /** @param host without brackets */
    public static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (scheme == Scheme.HTTPS ? "https://" : "http://") + authority() + path;
    }
}
