package org.irilb.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.irilb.core.http.DateLine;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.RequestHead;
import org.irilb.core.http.ResponseHead;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a wallet's request head and a node's answer head cost: to read, and to write on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadBenchmark {

    private final byte[] request = ascii("POST / HTTP/1.1\r\nHost: wallet.example:14267\r\nUser-Agent: okhttp/3.14\r\n"
            + "Accept: application/json\r\nAccept-Encoding: gzip\r\nContent-Type: application/json\r\n"
            + "X-IOTA-API-Version: 1\r\nConnection: keep-alive\r\nContent-Length: 26\r\n\r\n");
    private final byte[] answer =
            ascii("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nAccess-Control-Allow-Origin: *\r\n"
                    + "Keep-Alive: timeout=500, max=100\r\nContent-Type: application/json\r\nContent-Length: 789\r\n"
                    + "Date: Sun, 22 Nov 2026 05:56:34 GMT\r\n\r\n");
    private final ForwardedBy by = ForwardedBy.of("192.0.2.7", false, Optional.of("iri-lb"), "192.0.2.1:14267");
    private final byte[] date = new DateLine().at(0);
    private final RequestHead requestHead = new RequestHead();
    private final ResponseHead answerHead = new ResponseHead();
    private final ByteBuf out = Unpooled.directBuffer(2048);

    /** Reads a request's head. */
    @Benchmark
    public Outcome readRequest() {
        return requestHead.parse(request, request.length);
    }

    /** Reads a request's head and writes it for the node. */
    @Benchmark
    public ByteBuf passRequest() {
        requestHead.parse(request, request.length);
        HeadWriter.request(requestHead, by, 26, false, out.clear());
        return out;
    }

    /** Reads an answer's head. */
    @Benchmark
    public Outcome readAnswer() {
        return answerHead.parse(answer, answer.length, false);
    }

    /** Reads an answer's head and writes it for the client. */
    @Benchmark
    public ByteBuf passAnswer() {
        answerHead.parse(answer, answer.length, false);
        HeadWriter.response(answerHead, -2, false, 1, date, out.clear());
        return out;
    }

    /** Frees the buffer. */
    @TearDown
    public void release() {
        out.release();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
