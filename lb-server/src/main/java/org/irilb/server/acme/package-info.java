/**
 * Certificates from an authority that speaks ACME (RFC 8555), got and renewed while the balancer runs, and what
 * authorities are told for other programs that do so. What it makes are files; who serves with them doesn't know of this
 * room. Start at {@link org.irilb.server.acme.Acme}.
 */
@NullMarked
package org.irilb.server.acme;

import org.jspecify.annotations.NullMarked;
