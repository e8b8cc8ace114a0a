package org.irilb.server.admin.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.irilb.server.text.Text;

/** What a command says. The empty line that ends every answer is the session's. */
public sealed interface Answer {

    /** It is done, and there is nothing to say. */
    Answer DONE = listing("");

    Answer DENIED = error("Permission denied");

    /** A remark or an error, without the last line end; the client may have asked for its severity. */
    record Message(Severity severity, String text) implements Answer {}

    /** Lines, with their line ends, none of them empty. */
    record Listing(Text text) implements Answer {}

    /** What will be known when somebody else has told it; the client waits, and other sessions go on. */
    record Later(CompletableFuture<Answer> answer) implements Answer {}

    /** Lines as they come, until the client says anything else or leaves; it is waited for without a limit. */
    record Following(Feed feed) implements Answer {}

    /** Lines of which there will be more. */
    interface Feed extends AutoCloseable {

        /** Those that have come since they were asked for last, if there are any. The admin thread only. */
        Optional<Text> next();

        /** @param wake run on any thread when there is more, once for each time that all was taken */
        void onMore(Runnable wake);

        @Override
        void close();
    }

    static Answer info(String text) {
        return new Message(Severity.INFO, text);
    }

    static Answer error(String text) {
        return new Message(Severity.ERROR, text);
    }

    static Answer listing(String lines) {
        return new Listing(Text.of(lines));
    }

    /**
     * Each line is asked for only when the ones before it have been sent, so that an answer of any length takes little
     * memory however slowly it is read.
     */
    static Answer listing(Stream<String> lines) {
        return new Listing(Text.ofStrings(lines));
    }
}
