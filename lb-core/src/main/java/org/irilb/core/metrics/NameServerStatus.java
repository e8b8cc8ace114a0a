package org.irilb.core.metrics;

/**
 * How asking a name server for addresses of nodes has fared. The names in parentheses are those of {@code show resolvers}
 * (HAProxy management guide, chapter 9.3).
 *
 * @param address {@code ip:port}, or {@code ip} for the usual port
 * @param sent questions that were sent (sent)
 * @param unsent questions that couldn't be (snd_error)
 * @param valid answers with addresses, or that the name has none of this kind (valid)
 * @param aliases answers with another name, which was asked for in turn (cname)
 * @param unknown answers that there is no such name (nx)
 * @param silent questions without an answer in time (timeout)
 * @param refused answers that it doesn't answer (refused)
 * @param other answers with any other error, and those that can't be read (other)
 */
public record NameServerStatus(
        String address,
        long sent,
        long unsent,
        long valid,
        long aliases,
        long unknown,
        long silent,
        long refused,
        long other) {

    /** Questions that brought no answer, or an error. */
    public long failures() {
        return unsent + unknown + silent + refused + other;
    }
}
