package org.irilb.benchmarks.compare;

import java.io.IOException;

/** Something that all contestants are asked to do in turn. */
interface Scenario {

    /** Short, for the command line and the results' file. */
    String id();

    String title();

    Lane lane(Contestant contestant, Site site, Plan plan) throws IOException, InterruptedException, BadRun;
}
