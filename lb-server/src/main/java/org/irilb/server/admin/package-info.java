/**
 * The admin socket: HAProxy's runtime API (HAProxy management guide, chapter 9.3), on a thread of its own that shares
 * nothing with the data plane. Start at {@link org.irilb.server.admin.AdminSocket}. A command is a class in the room of its
 * subject ({@code process}, {@code backend}, {@code node}, {@code guard}, {@code traffic}) and a line in that room's list;
 * what figures mean lives in {@code stat}, how sessions talk in {@code command} and {@code socket}.
 */
@NullMarked
package org.irilb.server.admin;

import org.jspecify.annotations.NullMarked;
