/**
 * What the commands of the command line have in common: options, errors, the version. No command lives here. Start at
 * {@link org.irilb.server.cli.Failure}.
 */
@NullMarked
package org.irilb.server.cli;

import org.jspecify.annotations.NullMarked;
