package org.irilb.health.active;

import org.irilb.health.check.CheckResult;

/** Hears how checks go, on their thread. */
public interface CheckListener {

    /** A check of a node has ended. */
    void checked(String id, CheckResult result);

    /** Its checks have taken a node down. */
    void wentDown(String id);
}
