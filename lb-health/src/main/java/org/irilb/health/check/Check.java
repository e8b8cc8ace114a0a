package org.irilb.health.check;

import java.time.Duration;
import org.irilb.core.config.TlsOptions;

/** Something that can be asked of a node. Immutable. */
public sealed interface Check permits TcpCheck, HttpCheck, InfoCheck, NodeCheck {

    /** Where the node is. */
    Target target();

    /** How long all of it may take, from looking up the name to the last answer; longer than nothing. */
    Duration timeout();

    /** How TLS is spoken with an HTTPS node. */
    TlsOptions tls();

    /** What to say once the connection stands; a new one for each time it is run. */
    Dialogue begin();
}
