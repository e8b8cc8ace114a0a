/**
 * Asks Consul the same over and over: when, how, and after which pause. Start at
 * {@link org.irilb.consul.watch.WatchLoop}. What an answer is worth is decided elsewhere.
 */
@NullMarked
package org.irilb.consul.watch;

import org.jspecify.annotations.NullMarked;
