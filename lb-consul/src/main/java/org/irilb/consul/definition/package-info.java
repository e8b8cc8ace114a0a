/**
 * Service definitions in Consul's JSON, to be read as nodes or to be changed and written again. Start at
 * {@link org.irilb.consul.definition.DefinitionReader}. Nothing here opens a file or a socket.
 */
@NullMarked
package org.irilb.consul.definition;

import org.jspecify.annotations.NullMarked;
