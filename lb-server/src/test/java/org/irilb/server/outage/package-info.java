/** What clients notice while Consul changes and breaks: load on one side, real agents and clusters on the other. */
@NullMarked
package org.irilb.server.outage;

import org.jspecify.annotations.NullMarked;
