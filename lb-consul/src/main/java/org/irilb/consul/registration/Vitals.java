package org.irilb.consul.registration;

/**
 * How a balancer is.
 *
 * @param fit whether it can serve requests
 * @param words for operators, any number of lines
 */
public record Vitals(boolean fit, String words) {}
