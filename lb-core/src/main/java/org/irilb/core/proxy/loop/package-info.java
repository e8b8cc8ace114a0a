/**
 * An event loop without its connections: its time, its timeouts, its snapshot, and the memory into which it reads. What
 * is read from sockets, and who is served, is not known here. Start at {@link org.irilb.core.proxy.loop.Loop}.
 */
@NullMarked
package org.irilb.core.proxy.loop;

import org.jspecify.annotations.NullMarked;
