/**
 * Nodes to try the balancer with, no IRI needed. {@link org.irilb.server.demo.SimulatedNode} answers as a recorded IRI
 * 1.8.6 did, with the lock that proof of work holds; {@link org.irilb.server.demo.Demo} runs a balancer over three of
 * them. A node is one Netty loop that owns all its state. Nothing of the balancer itself lives here.
 */
@NullMarked
package org.irilb.server.demo;

import org.jspecify.annotations.NullMarked;
