/**
 * What operators and monitoring see of the balancer over HTTP: HAProxy's statistics page in its forms, metrics for
 * Prometheus, and whether it is alive and ready. It only shows; nothing here changes anything. A connection reads a request,
 * the site finds its answer, and a delivery brings that. Start at {@link org.irilb.server.web.AdminWeb}.
 */
@NullMarked
package org.irilb.server.web;

import org.jspecify.annotations.NullMarked;
