/**
 * A request before it is on its way: read from what a client sends, judged by the rules, made out for a node. Start at
 * {@link org.irilb.core.proxy.request.RequestReader}.
 */
@NullMarked
package org.irilb.core.proxy.request;

import org.jspecify.annotations.NullMarked;
