/** What tests of this module share. */
@NullMarked
package org.irilb.health.kit;

import org.jspecify.annotations.NullMarked;
