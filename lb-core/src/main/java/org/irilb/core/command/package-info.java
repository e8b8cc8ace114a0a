/**
 * What a node would execute: the command in a JSON body, read as strictly as the strictest and as openly as the most
 * lenient node reads it, so that nothing reaches a node that was read differently here; and what is known of each
 * command. No sockets, no rules, no routes. Start at {@link org.irilb.core.command.CommandReader}.
 */
@NullMarked
package org.irilb.core.command;

import org.jspecify.annotations.NullMarked;
