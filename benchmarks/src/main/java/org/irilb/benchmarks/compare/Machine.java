package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the figures were taken on. Stateless. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("CPU", model());
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("Linux", System.getProperty("os.version"));
        machine.put("Java", System.getProperty("java.version"));
        machine.put("HAProxy", word(List.of("haproxy", "-v"), 2));
        machine.put("nginx", word(List.of("nginx", "-v"), 2));
        return machine;
    }

    private static String model() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown");
    }

    /** The word at {@code index} of what a program says of its version. */
    private static String word(List<String> command, int index) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream in = process.getInputStream()) {
            String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\s+");
            return words.length > index ? words[index].replaceFirst("^nginx/", "") : "unknown";
        }
    }
}
