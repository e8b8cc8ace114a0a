package org.irilb.server.web;

/** What a request is answered with: a page that is there, or one that is still to be made. */
sealed interface Answer permits Page, LongPage {}
