/**
 * What a command of the admin socket is: its words, its arguments, what it may answer, and the table that finds it, with
 * those about the session itself (HAProxy management guide, chapter 9.3). Knows no sockets, and nothing of what commands
 * look at. Start at {@link org.irilb.server.admin.command.AdminCommand}.
 */
@NullMarked
package org.irilb.server.admin.command;

import org.jspecify.annotations.NullMarked;
