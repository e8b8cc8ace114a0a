package org.irilb.health.check;

import java.time.Duration;

/** Something that can be asked of a node. Immutable. */
public sealed interface Check permits TcpCheck, HttpCheck, InfoCheck, NodeCheck {

    /** Where the node is. */
    Target target();

    /** How long all of it may take, from looking up the name to the last answer; longer than nothing. */
    Duration timeout();

    /** Whether the certificate of an HTTPS node is verified. */
    boolean verify();

    /** What to say once the connection stands; a new one for each time it is run. */
    Dialogue begin();
}
