package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program of those who watch, each of whom asks all questions once a second, until its input ends; then it
 * prints its tally. Arguments: how many there are, and for each question its port and its text.
 */
final class WatchersMain {

    /** Printed as soon as it watches. */
    static final String BEGUN = "begun";

    private static final int THREADS = 4;
    private static final int LEAST_BYTES = 10_000;

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    public static void main(String[] args) throws IOException, InterruptedException {
        int count = Integer.parseInt(args[0]);
        List<Question> questions = new ArrayList<>();
        for (int i = 1; i < args.length; i += 2) {
            questions.add(new Question(Integer.parseInt(args[i]), args[i + 1]));
        }
        System.out.println(new WatchersMain().watch(count, questions).toLine());
    }

    /** They come one after the other within a second. */
    private Tally watch(int count, List<Question> questions) throws IOException, InterruptedException {
        long began = System.nanoTime();
        System.out.println(BEGUN);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
        for (int i = 0; i < count; i++) {
            threads.scheduleAtFixedRate(
                    () -> questions.forEach(this::ask), i * 1_000_000L / count, 1_000_000, TimeUnit.MICROSECONDS);
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.MINUTES);
        return new Tally(answers.get(), failures.get(), bytes.get(), (System.nanoTime() - began) / 1_000);
    }

    private void ask(Question question) {
        try (Socket socket = new Socket()) {
            long length = question.ask(socket).transferTo(OutputStream.nullOutputStream());
            bytes.addAndGet(length);
            (length < LEAST_BYTES ? failures : answers).incrementAndGet();
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }
}
