/**
 * Text from outside and failures of files, in words that fit a log line. Knows nothing of nodes.
 */
@NullMarked
package org.irilb.consul.text;

import org.jspecify.annotations.NullMarked;
