package org.irilb.consul.registry;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.irilb.consul.definition.Definition;
import org.irilb.consul.definition.DefinitionDocument;
import org.irilb.consul.definition.NodeChange;
import org.irilb.consul.directory.DefinitionFiles;
import org.irilb.consul.directory.DirectorySource;
import org.irilb.consul.instance.NodeList;
import org.irilb.consul.text.Failures;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;

/**
 * Nodes as definition files in a directory, which is what {@link DirectorySource} reads. A file is replaced as a whole,
 * so that no reader sees half of it. One thread's.
 */
public final class DirectoryRegistry implements NodeRegistry {

    private final Path directory;
    private final String service;

    /** @param service what new nodes are instances of */
    public DirectoryRegistry(Path directory, String service) {
        this.directory = directory;
        this.service = service;
    }

    @Override
    public List<NodeConfig> nodes() {
        DefinitionFiles files = new DefinitionFiles(directory);
        try {
            while (!files.scan()) {
                // what was doubted is settled by a second look that says the same
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return new NodeList().update(files.instances());
    }

    @Override
    public boolean checksAll() {
        return true;
    }

    @Override
    public void add(NodeChange change) {
        Definition definition = NewNode.of(service, change);
        find(definition.id()).ifPresent(place -> {
            throw new RegistryException(definition.id() + ": is in " + place.path() + " already (expected: a new node; "
                    + "update changes one)");
        });
        Path path = directory.resolve(fileName(definition.id()));
        if (Files.exists(path)) {
            throw new RegistryException(path + ": is there already (expected: no such file)");
        }
        write(path, DefinitionDocument.of(path.getFileName().toString(), definition));
    }

    @Override
    public void update(String id, NodeChange change) {
        Place place = place(id);
        NewNode.apply(place.definition(), change);
        write(place.path(), place.document());
    }

    @Override
    public void remove(String id) {
        Place place = place(id);
        if (place.document().remove(place.definition())) {
            write(place.path(), place.document());
            return;
        }
        try {
            Files.delete(place.path());
        } catch (IOException e) {
            throw new RegistryException(place.path() + ": cannot be deleted: " + Failures.reason(e), e);
        }
    }

    @Override
    public void serve(String id, ServiceState state, String reason) {
        Place place = place(id);
        place.definition().tag("state", state == ServiceState.READY ? "" : NewNode.word(state));
        write(place.path(), place.document());
    }

    @Override
    public List<String> load(Path file) {
        DefinitionDocument document = read(file);
        List<String> ids = document.definitions().stream().map(Definition::id).toList();
        for (String id : ids) {
            Optional<Place> present = find(id);
            if (present.isPresent() && !present.get().path().getFileName().equals(file.getFileName())) {
                throw new RegistryException(id + ": is in " + present.get().path()
                        + " already (expected: a new node, or a file of that name)");
            }
        }
        write(directory.resolve(file.getFileName().toString()), document);
        return ids;
    }

    @Override
    public void close() {
        // nothing is open between calls
    }

    /** Where a definition stands. */
    private record Place(Path path, DefinitionDocument document, Definition definition) {}

    private Place place(String id) {
        return find(id).orElseThrow(() -> {
            List<String> ids = nodes().stream().map(NodeConfig::id).toList();
            return new RegistryException(id + ": no such node in " + directory + " (expected: "
                    + (ids.isEmpty() ? "none is there; add one" : "one of " + String.join(", ", ids)) + ")");
        });
    }

    private Optional<Place> find(String id) {
        for (Path path : files()) {
            DefinitionDocument document = read(path);
            for (Definition definition : document.definitions()) {
                if (definition.id().equals(id)) {
                    return Optional.of(new Place(path, document, definition));
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> files() {
        Map<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, DefinitionFiles::isDefinition)) {
            entries.forEach(file -> files.put(file.getFileName().toString(), file));
        } catch (DirectoryIteratorException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
        return new ArrayList<>(files.values());
    }

    private RegistryException unreadable(IOException e) {
        String why = e instanceof NoSuchFileException ? "is not there" : "cannot be read: " + Failures.reason(e);
        return new RegistryException(directory + ": " + why + " (expected: a directory of service definitions)", e);
    }

    private static DefinitionDocument read(Path path) {
        try {
            return DefinitionDocument.read(path.getFileName().toString(), DefinitionFiles.bytes(path));
        } catch (IOException e) {
            throw new RegistryException(path + ": cannot be read: " + Failures.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(path + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path path, DefinitionDocument document) {
        Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
        try {
            Files.write(fresh, document.bytes());
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RegistryException(path + ": cannot be written: " + Failures.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(path + ": " + e.getMessage(), e);
        }
    }

    private static String fileName(String id) {
        return id.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.", "_") + ".json";
    }
}
