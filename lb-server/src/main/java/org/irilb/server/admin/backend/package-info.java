/**
 * Commands about the servers of a pool: how they stand, what an operator sets by hand, and which there are. Start at
 * {@link org.irilb.server.admin.backend.BackendCommands}.
 */
@NullMarked
package org.irilb.server.admin.backend;

import org.jspecify.annotations.NullMarked;
