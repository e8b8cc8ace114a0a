package org.irilb.server.web;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request, of which only the head matters here.
 *
 * @param uri has a path
 * @param local where it was asked
 * @param remote where it came from
 */
record Request(String method, URI uri, HttpHeaders fields, InetAddress local, InetAddress remote) {

    /** Longest request line. */
    static final int LINE_BYTES = 16 * 1024;

    /** Most that its fields may have together. */
    static final int FIELDS_BYTES = 16 * 1024;

    /** The coding, unless its weight is 0 (RFC 9110, section 12.5.3). */
    private static final Pattern GZIP = Pattern.compile(
            "(?:^|,)\\s*gzip\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))[0-9.]+\\s*)?(?:,|$)", Pattern.CASE_INSENSITIVE);

    /**
     * @throws BadRequest if it is of another HTTP (RFC 9110, section 2.5), or doesn't say which page of which host is
     *     asked for (RFC 9112, section 3.2)
     */
    static Request of(HttpRequest head, InetAddress local, InetAddress remote) throws BadRequest {
        if (head.protocolVersion().majorVersion() != 1) {
            throw new BadRequest(505, head.protocolVersion() + " is not spoken here (expected: HTTP/1.1)");
        }
        int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || hosts == 0 && !head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw new BadRequest(400, hosts + " fields Host (expected: one)");
        }
        return new Request(head.method().name(), uri(head.uri()), head.headers(), local, remote);
    }

    private static URI uri(String target) throws BadRequest {
        try {
            URI uri = new URI(target);
            if (uri.getPath() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // as one without a path
        }
        throw new BadRequest(400, "malformed target (expected: /path?query)");
    }

    /** @throws BadRequest if {@code part} of a request was malformed or too long, or wants more than an answer */
    static void requireReadable(HttpObject part) throws BadRequest {
        DecoderResult result = part.decoderResult();
        if (result.isFailure()) {
            if (result.cause() instanceof TooLongHttpLineException) {
                throw new BadRequest(414, "request line too long (expected: at most " + LINE_BYTES + " bytes)");
            }
            if (result.cause() instanceof TooLongHttpHeaderException) {
                throw new BadRequest(431, "fields too long (expected: at most " + FIELDS_BYTES + " bytes)");
            }
            throw new BadRequest(400, "malformed request (expected: HTTP/1.1)");
        }
        if (part instanceof HttpRequest head && HttpUtil.is100ContinueExpected(head)) {
            throw new BadRequest(417, "no body is read here (expected: no Expect)");
        }
    }

    /** Without the query, and decoded. */
    String path() {
        return uri.getPath();
    }

    /** As it stands behind the question mark. */
    String query() {
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }

    /** The first value of a field. */
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    boolean takesGzip() {
        return field("Accept-Encoding")
                .filter(codings -> GZIP.matcher(codings).find())
                .isPresent();
    }
}
