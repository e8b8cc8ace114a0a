/**
 * TLS: certificates and keys, read from files, judged, watched, and what is made of them. Knows no sockets. Towards
 * clients start at {@link org.irilb.core.tls.CertificateStore}, towards nodes at {@link org.irilb.core.tls.NodeTls}.
 */
@NullMarked
package org.irilb.core.tls;

import org.jspecify.annotations.NullMarked;
