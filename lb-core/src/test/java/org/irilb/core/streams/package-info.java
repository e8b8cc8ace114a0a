/** What clients get, and may do, over HTTP/2: frame by frame, and through real clients. */
@NullMarked
package org.irilb.core.streams;

import org.jspecify.annotations.NullMarked;
