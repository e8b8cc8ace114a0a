package org.irilb.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Holds docs/rfc-requirements.md to the tests that there are. */
final class RfcRequirementsTest {

    private static final Path TABLE = Path.of("..", "docs", "rfc-requirements.md");
    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final Pattern REFERENCE = Pattern.compile("`([\\w/]+Test)\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\d.*\\|$");

    @Test
    void everyTestThatIsNamedThereExists() throws IOException {
        List<MatchResult> references =
                REFERENCE.matcher(Files.readString(TABLE)).results().toList();
        assertThat(references)
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(isTest(reference.group(1), reference.group(2)))
                        .as(reference.group())
                        .isTrue());
    }

    @Test
    void everyRequirementIsHeldOrSaidToBeOpen() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(TABLE))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(rows).hasSizeGreaterThan(100).allSatisfy(row -> {
            String[] cells = row.split(" \\| ");
            assertThat(cells).hasSize(4);
            assertThat(cells[3]).containsPattern("`\\w.*Test\\.|^open|^none|^the whole table");
        });
    }

    private static boolean isTest(String name, String method) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.endsWith(Path.of(name + ".class")))
                    .flatMap(file -> Arrays.stream(load(file).getDeclaredMethods()))
                    .anyMatch(candidate -> candidate.getName().equals(method)
                            && AnnotationSupport.isAnnotated(candidate, Testable.class));
        }
    }

    private static Class<?> load(Path file) {
        String path = CLASSES.relativize(file).toString();
        try {
            return Class.forName(
                    path.substring(0, path.length() - ".class".length()).replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
