/**
 * Commands about what passes through: figures, requests on their way, malformed ones, listeners and limits. Start at
 * {@link org.irilb.server.admin.traffic.TrafficCommands}.
 */
@NullMarked
package org.irilb.server.admin.traffic;

import org.jspecify.annotations.NullMarked;
