package org.irilb.core.http;

/**
 * Reads over what stands between a chunk's size and its CR (RFC 9112, section 7.1.1):
 * {@code *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )}. ASCII only, for nobody needs more here and
 * readers differ over it. One message's; one loop's.
 */
final class ChunkExtensions {

    private enum State {
        /** Behind the size or a value. */
        BEFORE_SEMICOLON,
        BEFORE_NAME,
        NAME,
        /** Behind a name and blanks. */
        BEFORE_EQUALS,
        BEFORE_VALUE,
        VALUE,
        QUOTED,
        ESCAPED,
        BROKEN
    }

    private State state = State.BEFORE_SEMICOLON;
    private boolean blank;

    /** Begins anew, behind the next size. */
    void clear() {
        state = State.BEFORE_SEMICOLON;
        blank = false;
    }

    /** Takes the next byte; returns false if it can't stand there. */
    boolean take(byte b) {
        state = next(b);
        blank = Ascii.isBlank(b);
        return state != State.BROKEN;
    }

    /** Whether the line may end behind what was taken. */
    boolean mayEnd() {
        return !blank && (state == State.BEFORE_SEMICOLON || state == State.NAME || state == State.VALUE);
    }

    private State next(byte b) {
        return switch (state) {
            case BEFORE_SEMICOLON -> beforeSemicolon(b);
            case BEFORE_NAME -> Ascii.isBlank(b) ? state : Ascii.isToken(b) ? State.NAME : State.BROKEN;
            case NAME -> Ascii.isToken(b) ? state : beforeEquals(b);
            case BEFORE_EQUALS -> beforeEquals(b);
            case BEFORE_VALUE -> beforeValue(b);
            case VALUE -> Ascii.isToken(b) ? state : beforeSemicolon(b);
            case QUOTED -> b == '"' ? State.BEFORE_SEMICOLON : b == '\\' ? State.ESCAPED : text(b);
            case ESCAPED -> text(b);
            case BROKEN -> state;
        };
    }

    private static State beforeSemicolon(byte b) {
        return b == ';' ? State.BEFORE_NAME : Ascii.isBlank(b) ? State.BEFORE_SEMICOLON : State.BROKEN;
    }

    private static State beforeEquals(byte b) {
        return b == '=' ? State.BEFORE_VALUE : Ascii.isBlank(b) ? State.BEFORE_EQUALS : beforeSemicolon(b);
    }

    private static State beforeValue(byte b) {
        if (Ascii.isBlank(b)) {
            return State.BEFORE_VALUE;
        }
        return b == '"' ? State.QUOTED : Ascii.isToken(b) ? State.VALUE : State.BROKEN;
    }

    private static State text(byte b) {
        return b >= 0 && Ascii.isFieldValue(b) ? State.QUOTED : State.BROKEN;
    }
}
