/**
 * What {@code show stat} and {@code show info} show: which figures there are, where each comes from, and the forms they
 * are written in (HAProxy management guide, chapter 9). A figure that nobody measures is left out, never made up. Knows no
 * sockets. Start at {@link org.irilb.server.admin.stat.StatRows} and {@link org.irilb.server.admin.stat.StatForm}.
 */
@NullMarked
package org.irilb.server.admin.stat;

import org.jspecify.annotations.NullMarked;
