/**
 * Commands about who may ask: the table of sources, the lists that can be edited, the rules' counts. Start at
 * {@link org.irilb.server.admin.guard.GuardCommands}.
 */
@NullMarked
package org.irilb.server.admin.guard;

import org.jspecify.annotations.NullMarked;
