/**
 * What is believed of Consul's answers, what is published of it, and what is kept on disk for a start without Consul.
 * Start at {@link org.irilb.consul.roster.Roster}. Nothing here asks by itself but {@link org.irilb.consul.roster.Audit}.
 */
@NullMarked
package org.irilb.consul.roster;

import org.jspecify.annotations.NullMarked;
