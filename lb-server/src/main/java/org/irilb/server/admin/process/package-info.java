/**
 * Commands about the process: what it is, how its loops and memory fare, its certificates, what it has logged. Start at
 * {@link org.irilb.server.admin.process.ProcessCommands}.
 */
@NullMarked
package org.irilb.server.admin.process;

import org.jspecify.annotations.NullMarked;
