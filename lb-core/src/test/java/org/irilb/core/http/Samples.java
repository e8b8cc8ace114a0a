package org.irilb.core.http;

import java.util.List;

/** Valid messages with all that a reader has to know, to be changed by generators and fuzzers. */
final class Samples {

    static final List<String> REQUESTS = List.of(
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\r\nGET /a/b?c=d HTTP/1.0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a:14265\r\nX-IOTA-API-Version: 1\r\nContent-Length: 26\r\n\r\n",
            "POST http://a.example:80/x?y HTTP/1.1\r\nHost: A.example:80\r\nTransfer-Encoding: chunked\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: [2001:db8::1]:80\r\nMax-Forwards: 7\r\nOrigin: null\r\n\r\n",
            "OPTIONS http://a HTTP/1.0\r\nMax-Forwards: 0\r\n\r\n",
            "PUT /%7e HTTP/1.1\r\nhOST:a%41\r\nExpect: 100-continue\r\nContent-Length:5\r\nX-Empty:\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade,X-A ,\r\nUpgrade: websocket\r\nX-A: b\r\n\r\n",
            "HEAD / HTTP/1.9\r\nHost: a\r\nConnection: close\r\nTE: trailers\r\nTrailer: X\r\nKeep-Alive: 5\r\n\r\n",
            "DELETE /x HTTP/1.1\r\nHost: a\r\nVia: 1.0 b\r\nX-Forwarded-For: c\r\nX-Latin: \u00e4\t\u00ff \r\n\r\n",
            "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n");

    static final List<String> ANSWERS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 26\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n",
            "HTTP/1.0 500 Internal Server Error\r\nServer: x\r\n\r\n",
            "HTTP/1.1 404 \r\nConnection: close, X-A\r\nX-A: b\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 204\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 99\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
            "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=500, max=100\r\ncontent-length:7\r\n\r\n",
            "HTTP/1.1 200 \u00e4\tOK \r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX-Empty:\r\nVary:\t*\t\r\n\r\n");

    static final List<String> CHUNKS = List.of(
            "0\r\n\r\n",
            "5\r\nhello\r\n0\r\n\r\n",
            "A;x=y\r\n0123456789\r\n1 ;z=\"a;b\"\r\n!\r\n000;x\r\nX-Sum: 1\r\nETag: \"x\"\r\n\r\n",
            "10\r\n0123456789abcdef\r\nfF\r\n" + "x".repeat(255) + "\r\n0\r\n\r\nGET / HTTP/1.1\r\n",
            "3\r\n0\r\n\r\n0\r\nContent-Length: 5\r\n\r\n");

    private Samples() {}
}
