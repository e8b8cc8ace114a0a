package org.irilb.consul.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.irilb.consul.definition.DefinitionReader;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.text.Failures;
import org.irilb.consul.text.Text;
import org.irilb.core.config.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definition files of a directory as they were when each could last be read. Good news is believed at once; a file
 * that is gone or can't be read only when a second look says the same, for that is how it looks in passing while an
 * editor writes. One thread's: that of its source.
 */
public final class DefinitionFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionFiles.class);
    private static final String GONE = "gone";
    private static final int LARGEST = 1 << 20;

    private final Path directory;
    private final LongSupplier nanoClock;
    private final Map<String, List<ServiceInstance>> good = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();
    private Map<String, String> clashes = Map.of();
    /** What the last look found and the next one has to confirm. */
    private Map<String, String> doubts = Map.of();
    /** Of the files that were there at the last look and could be read, be it for nonsense. */
    private Map<String, Reading> readings = Map.of();

    /** @param directory need not be there before the first {@link #scan} */
    public DefinitionFiles(Path directory) {
        this(directory, System::nanoTime);
    }

    DefinitionFiles(Path directory, LongSupplier nanoClock) {
        this.directory = directory;
        this.nanoClock = nanoClock;
    }

    /**
     * Looks at all files, and reads those that may have changed.
     *
     * @return false if what it found has to be confirmed by another look, a moment later
     * @throws IOException if the directory can't be read; nothing has changed then
     */
    public boolean scan() throws IOException {
        Map<String, String> found = new TreeMap<>();
        good.keySet().forEach(file -> found.put(file, GONE));
        problems.keySet().forEach(file -> found.put(file, GONE));
        Map<String, Reading> looks = new HashMap<>();
        for (Path file : files()) {
            look(file, found, looks);
        }
        readings = looks;
        Map<String, String> before = doubts;
        doubts = found;
        boolean settled = true;
        for (Map.Entry<String, String> doubt : found.entrySet()) {
            if (doubt.getValue().equals(before.get(doubt.getKey()))) {
                believe(doubt.getKey(), doubt.getValue());
            } else {
                settled = false;
            }
        }
        if (settled) {
            findClashes();
        }
        return settled;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, DefinitionFiles::isCandidate)) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Whether a file's nodes count: a regular file, be its text wrong, that is called {@code *.json} and isn't hidden. */
    public static boolean isDefinition(Path file) {
        return isCandidate(file) && Files.isRegularFile(file);
    }

    /** Hidden files are what editors leave while they work. */
    private static boolean isCandidate(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") && !name.startsWith(".");
    }

    private void look(Path path, Map<String, String> found, Map<String, Reading> looks) {
        String file = path.getFileName().toString();
        try {
            FileStamp stamp = FileStamp.of(path);
            if (!stamp.isRegular()) {
                return;
            }
            Reading reading = reading(path, file, stamp);
            looks.put(file, reading);
            reading.problem().ifPresentOrElse(problem -> found.put(file, problem), () -> found.remove(file));
        } catch (NoSuchFileException e) {
            // deleted since it was listed; counted as gone if it was known
        } catch (IOException e) {
            found.put(file, "cannot be read: " + Failures.reason(e));
        }
    }

    private Reading reading(Path path, String file, FileStamp stamp) throws IOException {
        Reading last = readings.get(file);
        if (last != null && last.holds(stamp)) {
            return last;
        }
        long now = nanoClock.getAsLong();
        long first = last == null ? now : last.firstNanos(stamp, now);
        return new Reading(stamp, first, now, read(path, file));
    }

    /** @return what is wrong with it */
    private Optional<String> read(Path path, String file) throws IOException {
        try {
            good.put(file, DefinitionReader.read(file, bytes(path)));
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (problems.remove(file) != null) {
            LOG.info("{}: can be read again", Text.printable(file));
        }
        return Optional.empty();
    }

    /**
     * Reads a file of a size that definitions have.
     *
     * @throws IllegalArgumentException if it has more than 1 MiB
     * @throws IOException if it can't be read
     */
    public static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalArgumentException(
                        "longer than " + LARGEST + " bytes (expected: a service definition)");
            }
            return bytes;
        }
    }

    private void believe(String file, String doubt) {
        if (doubt.equals(GONE)) {
            good.remove(file);
            problems.remove(file);
            return;
        }
        if (!doubt.equals(problems.put(file, doubt))) {
            LOG.warn(
                    "{}: {}{}",
                    Text.printable(file),
                    doubt,
                    good.containsKey(file) ? "; its nodes stay as they were" : "");
        }
    }

    private void findClashes() {
        Map<String, String> now = new TreeMap<>();
        Map<String, String> owners = new HashMap<>();
        good.forEach((file, instances) -> instances.forEach(instance -> {
            String owner = owners.putIfAbsent(instance.id(), file);
            if (owner != null) {
                now.put(
                        file,
                        "ID: '" + Text.printable(instance.id()) + "' is in " + Text.printable(owner)
                                + " already, which counts (expected: each ID once)");
            }
        }));
        now.forEach((file, clash) -> {
            if (!clash.equals(clashes.get(file))) {
                LOG.warn("{}: {}", Text.printable(file), clash);
            }
        });
        clashes = now;
    }

    /** All instances of all files, sorted by ID; of an ID that is in two files, the one whose file's name is first. */
    public List<ServiceInstance> instances() {
        Map<String, ServiceInstance> byId = new TreeMap<>();
        for (List<ServiceInstance> file : good.values()) {
            file.forEach(instance -> byId.putIfAbsent(instance.id(), instance));
        }
        return List.copyOf(byId.values());
    }

    /** What is wrong, by file name. */
    public Map<String, String> problems() {
        Map<String, String> all = new TreeMap<>(clashes);
        all.putAll(problems);
        return Map.copyOf(all);
    }
}
