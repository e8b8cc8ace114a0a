package org.irilb.core.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One end of a TCP connection that speaks HTTP/1.1 by the byte. One thread's. */
public final class Wire implements AutoCloseable {

    private final Socket socket;
    private final PushbackInputStream in;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    public Wire(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            this.in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), 1);
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    public static Wire connect(InetSocketAddress address) {
        return connect(address, "127.0.0.1");
    }

    /** Connects from a given loopback address. */
    public static Wire connect(InetSocketAddress address, String from) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()), (int) Await.PATIENCE.toMillis());
            return new Wire(socket);
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** Connects by TLS, to {@code host} by name; done when both sides have agreed. */
    public static Wire connect(InetSocketAddress address, SSLContext tls, String host) {
        return connect(address).over(tls, host);
    }

    /** The same connection, which goes on by TLS; done when both sides have agreed. */
    public Wire over(SSLContext tls, String host) {
        try {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
            secure.startHandshake();
            return new Wire(secure);
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** Connects as a client that takes little before it reads. */
    public static Wire connectWithSmallBuffer(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()), (int) Await.PATIENCE.toMillis());
            return new Wire(socket);
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    public Wire send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** A POST with a JSON body, as wallets send it. */
    public Wire post(String json) {
        return send(request(json));
    }

    public static String request(String json) {
        return "POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nContent-Type: application/json\r\nContent-Length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    /** Reads one message, request or answer, framed by length, by chunks, or without a body. */
    public Message read() {
        return read(false);
    }

    /** Reads one answer; without framing its body lasts until the connection ends. */
    public Message readAnswer() {
        Message message = read(true);
        return message;
    }

    /** Reads a head and nothing behind it. */
    public Message readHead() {
        try {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            List<String> lines = readLines(raw);
            return new Message(lines, "", raw.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** Reads the body that a request's head announces. */
    public String readBody(Message head) {
        try {
            return readBody(head, false, new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** Reads as many bytes as there are characters. */
    public String readBytes(int length) {
        try {
            return readBytes(length, new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** Reads that many bytes without keeping them, or as many as come before the end; returns how many. */
    public long skip(long length) {
        try {
            byte[] bytes = new byte[64 * 1024];
            long left = length;
            int read;
            while (left > 0 && (read = in.read(bytes, 0, (int) Math.min(left, bytes.length))) >= 0) {
                left -= read;
            }
            return length - left;
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    private Message read(boolean untilClose) {
        try {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            List<String> lines = readLines(raw);
            Message head = new Message(lines, "", "");
            String body = readBody(head, untilClose, raw);
            return new Message(lines, body, raw.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    private List<String> readLines(ByteArrayOutputStream raw) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = readLine(raw);
        lines.add(line);
        while (!(line = readLine(raw)).isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private String readBody(Message head, boolean untilClose, ByteArrayOutputStream raw) throws IOException {
        Optional<String> length = head.field("Content-Length");
        if (head.field("Transfer-Encoding").isPresent()) {
            return readChunks(raw);
        }
        if (length.isPresent()) {
            return readBytes(Integer.parseInt(length.get()), raw);
        }
        boolean bodiless = head.lines().get(0).matches("HTTP/1.. (1..|204|304).*");
        return untilClose && !bodiless ? readAll(raw) : "";
    }

    private String readChunks(ByteArrayOutputStream raw) throws IOException {
        StringBuilder body = new StringBuilder();
        int size;
        while ((size = Integer.parseInt(readLine(raw).split(";")[0].trim(), 16)) > 0) {
            body.append(readBytes(size, raw));
            readLine(raw);
        }
        while (!readLine(raw).isEmpty()) {
            // trailers are in the raw bytes
        }
        return body.toString();
    }

    private String readLine(ByteArrayOutputStream raw) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = next();
            raw.write(b);
            if (b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
        }
    }

    private String readBytes(int length, ByteArrayOutputStream raw) throws IOException {
        byte[] bytes = in.readNBytes(length);
        raw.writeBytes(bytes);
        received.writeBytes(bytes);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String readAll(ByteArrayOutputStream raw) throws IOException {
        byte[] bytes = in.readAllBytes();
        raw.writeBytes(bytes);
        received.writeBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the connection ended; received: " + received());
        }
        received.write(b);
        return b;
    }

    /** Reads until the other side ends the connection; returns what came. A reset counts as an end. */
    public String readToEnd() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            int b;
            while ((b = in.read()) >= 0) {
                rest.write(b);
            }
        } catch (SocketTimeoutException e) {
            throw new WireException(e);
        } catch (IOException e) {
            // reset
        }
        return rest.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the connection ends with a reset, whatever comes before it. */
    public boolean isReset() {
        try {
            while (in.read() >= 0) {
                // what comes before it
            }
            return false;
        } catch (SocketTimeoutException e) {
            throw new WireException(e);
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the other side has ended the connection, waiting for that. */
    public boolean isEnded() {
        return readToEnd().isEmpty();
    }

    /** Whether nothing arrives for a while. */
    public boolean isSilentFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            int b = in.read();
            if (b >= 0) {
                in.unread(b);
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            try {
                socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            } catch (IOException e) {
                // closed
            }
        }
    }

    /** Forgets what was received, for connections that live long. */
    public void forget() {
        received.reset();
    }

    /** Everything received so far. */
    public String received() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    public Wire endOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /** Ends the connection in an orderly way, before its block ends. */
    public void hangUp() {
        close();
    }

    /** Ends the connection with a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new WireException(e);
        }
    }

    /**
     * A request or an answer.
     *
     * @param lines of the head, without line ends
     * @param body without framing
     * @param raw all of it as received
     */
    public record Message(List<String> lines, String body, String raw) {

        public int status() {
            return Integer.parseInt(lines.get(0).split(" ")[1]);
        }

        /** Value of the first field of that name. */
        public Optional<String> field(String name) {
            return fields(name).stream().findFirst();
        }

        public List<String> fields(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return lines.stream()
                    .skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .toList();
        }
    }

    /** The connection failed, ended, or was silent for too long. */
    public static final class WireException extends RuntimeException {

        private static final long serialVersionUID = 1;

        WireException(IOException cause) {
            super(cause);
        }

        /** Whether the other side was silent for too long. */
        public boolean isSilence() {
            return getCause() instanceof SocketTimeoutException;
        }
    }
}
