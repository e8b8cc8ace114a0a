/**
 * A real Consul for the tests of all modules. Where none can be had, tests that need one are skipped and say so; with
 * {@code CI=true} in the environment they fail.
 */
@NullMarked
package org.irilb.consul.kit;

import org.jspecify.annotations.NullMarked;
