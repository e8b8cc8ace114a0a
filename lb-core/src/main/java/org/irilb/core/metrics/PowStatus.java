package org.irilb.core.metrics;

/**
 * How proof of work fares.
 *
 * @param running jobs that hold a place at a node
 * @param waiting jobs that wait for one
 * @param begun jobs so far
 * @param joined requests so far that waited for a job under way instead of beginning one
 * @param interrupted how often a node was asked to end the work of sources who wanted that
 * @param abandoned how often a node was asked to end work because nobody waited for it
 */
public record PowStatus(int running, int waiting, long begun, long joined, long interrupted, long abandoned) {}
