/**
 * The program: the command line, the log, and what is started together. Commands are one class each, named after what
 * the user types; {@link org.irilb.server.Server} wires the parts. Nothing here handles a request. Start at
 * {@link org.irilb.server.Main}.
 */
@NullMarked
package org.irilb.server;

import org.jspecify.annotations.NullMarked;
