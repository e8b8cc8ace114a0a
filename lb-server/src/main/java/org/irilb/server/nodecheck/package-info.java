/**
 * The check of one node from the command line, with the options and exit codes of the old {@code node_check.sh}. It runs
 * every few seconds for every node, so nothing here may need the rest of the program. Start at
 * {@link org.irilb.server.nodecheck.NodeCheckRun}.
 */
@NullMarked
package org.irilb.server.nodecheck;

import org.jspecify.annotations.NullMarked;
