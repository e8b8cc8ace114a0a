package org.irilb.consul.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.consul.text.Failures;
import org.irilb.core.config.FileStamps;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token as its source holds it now. A file that can't be read keeps the last token. One Vert.x loop's. */
final class TokenReader {

    private static final Logger LOG = LoggerFactory.getLogger(TokenReader.class);

    private final ConsulToken source;
    private @Nullable FileStamps stamp;
    private Optional<String> token = Optional.empty();

    TokenReader(ConsulToken source) {
        this.source = source;
    }

    Optional<String> token() {
        if (source instanceof ConsulToken.Literal literal) {
            return Optional.of(literal.secret());
        }
        if (source instanceof ConsulToken.InFile file) {
            refresh(file.path());
        }
        return token;
    }

    /** Whether {@link #token()} would look at its file again. */
    boolean hasChanged() {
        return source instanceof ConsulToken.InFile file
                && !FileStamps.of(Stream.of(file.path())).equals(stamp);
    }

    private void refresh(Path path) {
        FileStamps now = FileStamps.of(Stream.of(path));
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            String text = Files.readString(path).strip();
            if (ConsulToken.isToken(text)) {
                token = Optional.of(text);
                return;
            }
            LOG.warn("{}: no token, the last one stays (expected: one word, as Consul gave it)", path);
        } catch (IOException e) {
            LOG.warn("{}: cannot be read, the last token stays: {}", path, Failures.reason(e));
        }
    }
}
