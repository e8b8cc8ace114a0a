/**
 * Long texts for those who watch: made piece by piece, shared by all who ask for the same, and never in the way of the data
 * plane. Knows neither what they say nor the sockets that they leave by. Start at {@link org.irilb.server.text.Text}.
 */
@NullMarked
package org.irilb.server.text;

import org.jspecify.annotations.NullMarked;
