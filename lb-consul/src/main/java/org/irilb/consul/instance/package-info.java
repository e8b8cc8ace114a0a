/**
 * What a source tells of an instance of a service, and what it means for the balancer: its tags, weights, checks and
 * name. Pure but for {@link org.irilb.consul.instance.NodeList}, which remembers what could last be read; start there.
 * Nothing here knows where instances come from.
 */
@NullMarked
package org.irilb.consul.instance;

import org.jspecify.annotations.NullMarked;
