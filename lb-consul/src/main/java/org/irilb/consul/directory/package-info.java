/**
 * Nodes from a directory of service definitions, followed while it changes. Start at
 * {@link org.irilb.consul.directory.DirectorySource}.
 */
@NullMarked
package org.irilb.consul.directory;

import org.jspecify.annotations.NullMarked;
