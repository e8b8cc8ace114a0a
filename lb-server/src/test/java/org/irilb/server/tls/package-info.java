/** TLS as it is met outside: nodes behind nginx, certificates from an authority, the tools of operators. */
package org.irilb.server.tls;
