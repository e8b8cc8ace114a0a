/**
 * What a node's operator says of it through an agent on the node: a line of words over TCP, as HAProxy's agent checks
 * have it (HAProxy manual, chapter 5.2, "agent-check"). Sockets and time are passed in. Start at
 * {@link org.irilb.health.agent.AgentChecks}.
 */
@NullMarked
package org.irilb.health.agent;

import org.jspecify.annotations.NullMarked;
