package org.irilb.health.active;

import org.irilb.health.check.Check;

/**
 * A node that is to be checked.
 *
 * @param id its ID
 * @param check what it is asked
 * @param pace how often
 */
public record CheckedNode(String id, Check check, CheckPace pace) {}
