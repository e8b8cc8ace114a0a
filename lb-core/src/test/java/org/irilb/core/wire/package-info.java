/**
 * Torture over real sockets: malformed heads, requests that mean two things, commands in disguise. What isn't understood
 * with certainty reaches no node, and one message of a client is one message for a node. Single rules are tested beside
 * their classes.
 */
@NullMarked
package org.irilb.core.wire;

import org.jspecify.annotations.NullMarked;
