package org.irilb.health.check;

import java.time.Duration;
import java.util.Optional;

/** One run of a check: what is asked next, depending on what was answered so far. One thread's. */
public interface Dialogue {

    /**
     * An HTTP request.
     *
     * @param name what it is called in messages
     * @param method e.g. {@code GET}
     * @param path with query; empty for the target's
     * @param body JSON; empty for none
     */
    record Question(String name, String method, String path, String body) {

        /** A command without parameters. */
        static Question command(String command) {
            return new Question(command, "POST", "", "{\"command\": \"" + command + "\"}");
        }
    }

    /**
     * A complete answer.
     *
     * @param status 101, or 200..599
     * @param took from sending the question until the answer was whole
     */
    record Answer(int status, byte[] body, Duration took) {}

    /** What comes next. */
    sealed interface Step permits Ask, Conclude {}

    /** Another question. */
    record Ask(Question question) implements Step {}

    /** All is known. */
    record Conclude(Verdict verdict) implements Step {}

    /**
     * How a check ended that was answered.
     *
     * @param status one of the codes of layer 7; if nothing was to be asked, {@link CheckStatus#L4OK} or {@link
     *     CheckStatus#L6OK}
     * @param httpCode of the answer that decided; 0 for none
     * @param warning whether there is something to worry about, though it passed
     * @param text one line for operators
     * @param info what the node said of itself, if it could be read
     */
    record Verdict(CheckStatus status, int httpCode, boolean warning, String text, Optional<NodeInfo> info) {}

    /** The connection stands. */
    Step connected();

    /** The last question was answered. */
    Step answered(Answer answer);
}
