/**
 * The balancer's own entry among Consul's services, by which balancers and operators find it. Start at
 * {@link org.irilb.consul.registration.Registration}.
 */
@NullMarked
package org.irilb.consul.registration;

import org.jspecify.annotations.NullMarked;
