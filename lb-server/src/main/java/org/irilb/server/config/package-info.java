/**
 * The YAML file: read, judged and written out again. Every key, its default and its kind are named in the readers
 * ({@link org.irilb.server.config.BalancerReader} has most of them); nothing here starts anything. Start at
 * {@link org.irilb.server.config.ConfigFile}.
 */
@NullMarked
package org.irilb.server.config;

import org.jspecify.annotations.NullMarked;
