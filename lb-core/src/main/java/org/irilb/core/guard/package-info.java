/**
 * Who may ask, and for what. Rules see what was already read of a request and answer with a refusal or nothing; they
 * read no bodies, open no connections and choose no node. Start at {@link org.irilb.core.guard.Guard}.
 */
@NullMarked
package org.irilb.core.guard;

import org.jspecify.annotations.NullMarked;
