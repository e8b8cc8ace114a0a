package org.irilb.core.guard;

/**
 * A request that reaches no node.
 *
 * @param rule what refused it
 * @param status of the answer: 400, 401, 403, 413 or 429
 * @param message the answer's {@code error}, in a node's words; may carry parts of the body, so it is to be escaped
 * @param retryAfter seconds after which a new try may help; 0 if waiting doesn't
 * @param manner how the client is told
 */
public record Refusal(Rule rule, int status, String message, int retryAfter, Manner manner) {

    /** The same one, said in another way. */
    public Refusal said(Manner other) {
        return new Refusal(rule, status, message, retryAfter, other);
    }

    /** One that is answered at once, and that the same request will always meet. */
    public Refusal(Rule rule, int status, String message) {
        this(rule, status, message, 0, Manner.ANSWER);
    }
}
