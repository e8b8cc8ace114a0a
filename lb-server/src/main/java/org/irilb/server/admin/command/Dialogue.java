package org.irilb.server.admin.command;

import java.time.Duration;
import org.irilb.server.config.Level;
import org.jspecify.annotations.Nullable;

/** What a session and its commands agree about how they talk. The admin thread only. */
public final class Dialogue {

    /** For a client that shows a prompt to somebody who reads and thinks, at least. */
    private static final Duration PROMPT_PATIENCE = Duration.ofMinutes(2);

    private final Duration patience;
    private Level level;
    private Severity.Output severities = Severity.Output.NONE;
    private boolean interactive;
    private boolean ended;
    private @Nullable Duration timeout;

    /** @param patience for a client that hasn't asked for a prompt */
    public Dialogue(Level level, Duration patience) {
        this.patience = patience;
        this.level = level;
    }

    public Level level() {
        return level;
    }

    /** Gives rights up for the rest of the session; returns whether it had them. */
    boolean lower(Level to) {
        if (!level.allows(to)) {
            return false;
        }
        level = to;
        return true;
    }

    /** Whether it shows a prompt, and stays after an answer. */
    public boolean interactive() {
        return interactive;
    }

    void togglePrompt() {
        interactive = !interactive;
    }

    public Severity.Output severities() {
        return severities;
    }

    void severities(Severity.Output output) {
        severities = output;
    }

    /** How long the client may be silent, or not read what it has asked for. */
    public Duration timeout() {
        if (timeout != null) {
            return timeout;
        }
        return interactive && patience.compareTo(PROMPT_PATIENCE) < 0 ? PROMPT_PATIENCE : patience;
    }

    void timeout(Duration timeout) {
        this.timeout = timeout;
    }

    public boolean ended() {
        return ended;
    }

    /** Nothing more is said or heard. */
    public void end() {
        ended = true;
    }
}
