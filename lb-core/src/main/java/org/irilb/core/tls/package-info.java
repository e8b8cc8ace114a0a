/**
 * TLS: certificates, keys, and what is made of them. Knows no sockets. Towards nodes start at
 * {@link org.irilb.core.tls.NodeTls}.
 */
@NullMarked
package org.irilb.core.tls;

import org.jspecify.annotations.NullMarked;
