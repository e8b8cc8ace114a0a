package org.irilb.core.guard;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/** Patterns of bodies that nobody may send; matching takes time in proportion to the body. Immutable; any thread. */
final class DeniedBodies {

    private final List<Pattern> patterns;

    /** @throws IllegalArgumentException if one isn't a pattern */
    DeniedBodies(List<String> patterns) {
        this.patterns = patterns.stream().map(DeniedBodies::pattern).toList();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "deny-bodies: " + text + " (expected: a regular expression of RE2): " + e.getDescription(), e);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** @param json compact, in UTF-8 */
    boolean contains(byte[] json) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(json).find()) {
                return true;
            }
        }
        return false;
    }
}
