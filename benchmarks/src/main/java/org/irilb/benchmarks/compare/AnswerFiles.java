package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The answers that those who watch get, ready in files of an nginx: whoever asks for these costs all that it costs to be
 * sent and to receive them, but for making them. Main thread only.
 *
 * @param questions for a file each
 */
record AnswerFiles(Child process, List<Question> questions) implements AutoCloseable {

    /** Keeps what {@code others} are answered now. */
    static AnswerFiles start(Path directory, List<Question> others) throws IOException, InterruptedException {
        int port = Site.freePort();
        Path files = Files.createDirectories(directory.resolve("answers"));
        List<Question> questions = new ArrayList<>();
        for (Question question : others) {
            String name = "answer-" + questions.size();
            Files.write(files.resolve(name), question.answer());
            questions.add(Question.file(port, name));
        }
        Path config = Resource.write(
                "watched-files.conf", files, Map.of("directory", files.toString(), "port", Integer.toString(port)));
        Child process = Child.start(
                List.of("nginx", "-p", files.toString(), "-c", config.toString()), files.resolve("nginx.log"));
        Balancer.awaitPort(process, port);
        return new AnswerFiles(process, List.copyOf(questions));
    }

    @Override
    public void close() {
        process.close();
    }
}
