/**
 * What all of this module's opinions make of a node together. Each opinion is told by whoever holds it, under its own
 * name; the strictest counts. Start at {@link org.irilb.health.verdict.Verdicts}.
 */
@NullMarked
package org.irilb.health.verdict;

import org.jspecify.annotations.NullMarked;
