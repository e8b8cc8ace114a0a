package org.irilb.consul.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.consul.text.Text;

/**
 * Where Consul's HTTP API answers.
 *
 * @param tls whether it is spoken to in HTTPS
 * @param host address or host name, IPv6 without brackets
 * @param port 1..65535
 */
public record ConsulAddress(boolean tls, String host, int port) {

    private static final int HTTP_PORT = 8500;
    private static final int HTTPS_PORT = 8501;
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>https?)://)?(?:\\[(?<v6>[0-9a-f:.%]+)]|(?<host>[\\p{L}\\p{N}._-]+))(?::(?<port>\\d+))?/?",
            Pattern.CASE_INSENSITIVE);

    /**
     * Reads what {@code CONSUL_HTTP_ADDR} may hold, except sockets: {@code HOST}, {@code HOST:PORT} or a URL of these.
     * Without a port it is Consul's own: 8500, with HTTPS 8501.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static ConsulAddress parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text);
        }
        String scheme = matcher.group("scheme");
        boolean tls = scheme != null && scheme.toLowerCase(Locale.ROOT).equals("https");
        String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
        String port = matcher.group("port");
        if (port == null) {
            return new ConsulAddress(tls, host, tls ? HTTPS_PORT : HTTP_PORT);
        }
        if (port.length() > 5 || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw wrong(text);
        }
        return new ConsulAddress(tls, host, Integer.parseInt(port));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("consul address: '" + Text.printable(text)
                + "' (expected: http://HOST:PORT or https://HOST:PORT, the port 1..65535)");
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
