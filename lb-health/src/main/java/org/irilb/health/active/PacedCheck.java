package org.irilb.health.active;

import org.irilb.health.check.Check;

/**
 * A check and its pace.
 *
 * @param check what the node is asked
 * @param pace how often
 */
public record PacedCheck(Check check, CheckPace pace) {}
