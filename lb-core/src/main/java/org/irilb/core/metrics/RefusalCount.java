package org.irilb.core.metrics;

/**
 * How many requests a rule has refused.
 *
 * @param rule as the configuration calls it, within its rules
 * @param count since the start
 */
public record RefusalCount(String rule, long count) {}
