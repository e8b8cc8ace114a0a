package org.irilb.core.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A client of HTTP/2 that sends any frames it is told to, right or wrong, and reads what comes. One thread's. */
public final class Http2Wire implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;
    public static final int WITH_PRIORITY = 0x20;

    public static final int NO_ERROR = 0;
    public static final int PROTOCOL_ERROR = 1;
    public static final int INTERNAL_ERROR = 2;
    public static final int FLOW_CONTROL_ERROR = 3;
    public static final int STREAM_CLOSED = 5;
    public static final int FRAME_SIZE_ERROR = 6;
    public static final int REFUSED_STREAM = 7;
    public static final int CANCEL = 8;
    public static final int COMPRESSION_ERROR = 9;
    public static final int ENHANCE_YOUR_CALM = 11;

    public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final List<String> reasons = new ArrayList<>();
    private boolean opensWindows = true;

    /** What came on a stream so far. */
    public static final class Answer {
        private final List<Integer> interim = new ArrayList<>();
        private final Map<String, String> fields = new HashMap<>();
        private final Map<String, String> trailers = new HashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean ended;
        private int reset = -1;

        public int status() {
            return Integer.parseInt(fields.get(":status"));
        }

        public List<Integer> interim() {
            return interim;
        }

        public Map<String, String> fields() {
            return fields;
        }

        public Map<String, String> trailers() {
            return trailers;
        }

        public String body() {
            return body.toString(StandardCharsets.ISO_8859_1);
        }

        public int length() {
            return body.size();
        }

        public boolean isEnded() {
            return ended;
        }

        /** The error that the stream was broken off with, if it was. */
        public Optional<Integer> reset() {
            return reset < 0 ? Optional.empty() : Optional.of(reset);
        }
    }

    /**
     * @param type the number of one of RFC 9113, section 6
     * @param payload without padding taken away
     */
    public record Frame(int type, int flags, int stream, byte[] payload) {

        public boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** The number that begins at {@code offset}. */
        public int number(int offset) {
            return ByteBuffer.wrap(payload).getInt(offset);
        }
    }

    private Http2Wire(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
            this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects without saying anything. */
    public static Http2Wire silent(InetSocketAddress address, String from) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()), (int) Await.PATIENCE.toMillis());
            return new Http2Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and exchanges settings, all of which have their defaults. */
    public static Http2Wire connect(InetSocketAddress address) {
        return connect(address, "127.0.0.1");
    }

    public static Http2Wire connect(InetSocketAddress address, String from) {
        Http2Wire wire = silent(address, from).raw(PREFACE).frame(SETTINGS, 0, 0);
        wire.awaitFrame(SETTINGS);
        wire.frame(SETTINGS, ACK, 0);
        return wire;
    }

    /** From now on windows are opened only by the test. */
    public Http2Wire keepWindows() {
        opensWindows = false;
        return this;
    }

    /** Sends bytes as they are. */
    public Http2Wire raw(String latin1) {
        try {
            out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Http2Wire frame(int type, int flags, int stream, byte[] payload) {
        return put(type, flags, stream, payload).flush();
    }

    /** The same with single bytes. */
    public Http2Wire frame(int type, int flags, int stream, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return frame(type, flags, stream, bytes);
    }

    /** The same, to be sent with the next one. */
    public Http2Wire put(int type, int flags, int stream, byte[] payload) {
        return put(bytes(type, flags, stream, payload));
    }

    /** Whole frames, to be sent with the next one. */
    public Http2Wire put(byte[] frames) {
        try {
            out.write(frames);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame as it is sent. */
    public static byte[] bytes(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public Http2Wire flush() {
        try {
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a request, or sends trailers. */
    public Http2Wire headers(int stream, boolean last, String... namesAndValues) {
        return frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, fields(namesAndValues));
    }

    /** A request that the standard rules let through. */
    public Http2Wire post(int stream, String json) {
        put(HEADERS, END_HEADERS, stream, fields(request(":method", "POST", "content-length", "" + json.length())));
        return frame(DATA, END_STREAM, stream, json.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Http2Wire get(int stream) {
        return headers(stream, true, request(":method", "GET"));
    }

    /** The fields that each request has, with these among them; the first two are the method's. */
    public static String[] request(String... method) {
        List<String> fields = new ArrayList<>(List.of(method[0], method[1], ":scheme", "http", ":path", "/"));
        fields.addAll(List.of(":authority", "lb", "x-iota-api-version", "1"));
        fields.addAll(List.of(method).subList(2, method.length));
        return fields.toArray(String[]::new);
    }

    public Http2Wire data(int stream, boolean last, String latin1) {
        return frame(DATA, last ? END_STREAM : 0, stream, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Http2Wire reset(int stream, int error) {
        return frame(RST_STREAM, 0, stream, number(error));
    }

    public Http2Wire openWindow(int stream, int bytes) {
        return frame(WINDOW_UPDATE, 0, stream, number(bytes));
    }

    /** Sends one setting. */
    public Http2Wire setting(int id, int value) {
        return frame(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).putShort((short) id).putInt(value).array());
    }

    public static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Fields as literals that nobody is to remember (RFC 7541, section 6.2.2). */
    public static byte[] fields(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            text(namesAndValues[i], block);
            text(namesAndValues[i + 1], block);
        }
        return block.toByteArray();
    }

    private static void text(String latin1, ByteArrayOutputStream block) {
        int rest = latin1.length();
        if (rest < 127) {
            block.write(rest);
        } else {
            block.write(127);
            for (rest -= 127; rest >= 128; rest >>= 7) {
                block.write(rest & 0x7f | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next frame; empty at the end of the connection, which a reset is, too. */
    public Optional<Frame> next() {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & 0x7fffffff;
            byte[] payload = new byte[length];
            in.readFully(payload);
            Frame frame = new Frame(type, flags, stream, payload);
            take(frame);
            return Optional.of(frame);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Frame frame) throws IOException {
        Answer answer = answers.computeIfAbsent(frame.stream(), id -> new Answer());
        switch (frame.type()) {
            case HEADERS -> head(answer, frame);
            case DATA -> {
                answer.body.writeBytes(frame.payload());
                if (opensWindows && frame.payload().length > 0) {
                    openWindows(frame);
                }
            }
            case RST_STREAM -> answer.reset = frame.number(0);
            case GOAWAY -> {
                String why = new String(frame.payload(), 8, frame.payload().length - 8, StandardCharsets.UTF_8);
                reasons.add(frame.number(4) + " " + why);
                return;
            }
            default -> {
                return;
            }
        }
        answer.ended |= frame.type() != RST_STREAM && frame.has(END_STREAM);
    }

    private void openWindows(Frame data) {
        try {
            put(WINDOW_UPDATE, 0, 0, number(data.payload().length));
            openWindow(data.stream(), data.payload().length);
        } catch (UncheckedIOException e) {
            // the other side needs no window any more
        }
    }

    private void head(Answer answer, Frame frame) throws IOException {
        if (!frame.has(END_HEADERS)) {
            throw new IOException("a head in more than one frame isn't expected here");
        }
        ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
        Map<String, String> fields = new HashMap<>();
        try {
            hpack.decodeHeaders(frame.stream(), block)
                    .forEach(field -> fields.merge(
                            field.getKey().toString(), field.getValue().toString(), (one, other) -> one + "," + other));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        String status = fields.get(":status");
        if (status == null) {
            answer.trailers.putAll(fields);
        } else if (status.startsWith("1")) {
            answer.interim.add(Integer.valueOf(status));
        } else {
            answer.fields.putAll(fields);
        }
    }

    /** Reads on to a frame of that type. */
    public Frame awaitFrame(int type) {
        while (true) {
            Frame frame = next().orElseThrow(
                            () -> new IllegalStateException("the connection ended before a frame of type " + type));
            if (frame.type() == type) {
                return frame;
            }
        }
    }

    private IllegalStateException ended(String before) {
        return new IllegalStateException("the connection ended before " + before + ": " + reasons);
    }

    /** Whether nothing arrives for a while. */
    public boolean isSilentFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            try {
                socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            } catch (SocketException e) {
                // closed
            }
        }
    }

    /** Reads on to the end of a stream. */
    public Answer answer(int stream) {
        while (true) {
            Answer answer = so(stream);
            if (answer.ended || answer.reset >= 0) {
                return answer;
            }
            next().orElseThrow(() -> ended("stream " + stream));
        }
    }

    /** Reads on until a stream is broken off; returns the error. */
    public int awaitReset(int stream) {
        while (so(stream).reset < 0) {
            next().orElseThrow(() -> ended("stream " + stream));
        }
        return so(stream).reset;
    }

    /** What came on a stream so far. */
    public Answer so(int stream) {
        return answers.computeIfAbsent(stream, id -> new Answer());
    }

    /** Reads on until the connection is said to end; returns the error. */
    public int awaitGoAway() {
        return awaitFrame(GOAWAY).number(4);
    }

    /** What was said of the connection's end. */
    public List<String> reasons() {
        return reasons;
    }

    /** Reads to the end of the connection. */
    public void awaitEnd() {
        while (next().isPresent()) {
            // what comes before it
        }
    }

    /** Sends a ping, and reads on until it is answered. */
    public void ping() {
        ping(frame -> {});
    }

    /** The same, and tells of the frames that come before the answer. */
    public void ping(Consumer<Frame> before) {
        frame(PING, 0, 0, new byte[8]);
        while (true) {
            Frame frame = next().orElseThrow(() -> ended("a ping was answered"));
            if (frame.type() == PING && frame.has(ACK)) {
                return;
            }
            before.accept(frame);
        }
    }

    public Http2Wire endOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection before its block ends. */
    public void hangUp() {
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
