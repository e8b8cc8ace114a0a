package org.irilb.core.guard;

/**
 * A request that reaches no node.
 *
 * @param rule what refused it
 * @param status of the answer, 400 or 401
 * @param message the answer's {@code error}, in a node's words; may carry parts of the body, so it is to be escaped
 */
public record Refusal(Rule rule, int status, String message) {}
