package org.irilb.server.web;

/** What came can't be answered, or not be read on; the connection ends when its client is told why. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param why what is wrong, and what is expected */
    BadRequest(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    Page page() {
        return Page.text(status, status + " " + getMessage());
    }
}
