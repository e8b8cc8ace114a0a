package org.irilb.server.nodecheck;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.PrintWriter;
import java.util.List;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.NodeCheck;
import org.irilb.health.check.NodeCheckOptions;
import org.irilb.health.probe.Prober;

/** Checks one node and says how it fares in one line. Stateless. */
public final class NodeCheckRun {

    public static final String NAME = "node-check";

    private static final int PASSING = 0;
    private static final int CRITICAL = 2;
    private static final int USAGE = 3;

    private NodeCheckRun() {}

    /**
     * For a process that does nothing else.
     *
     * @param arguments behind the command's name
     * @return 0 passing, 2 critical, 3 wrong usage
     */
    public static int alone(List<String> arguments, PrintWriter out) {
        // setting up Logback would take longer than the check
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        return run(arguments, out);
    }

    /** As {@link #alone}, beside other things. */
    public static int run(List<String> arguments, PrintWriter out) {
        NodeCheckOptions.Parsed parsed = NodeCheckOptions.parse(arguments);
        if (parsed instanceof NodeCheckOptions.Wrong wrong) {
            out.println("USAGE: " + wrong.message() + "; see " + NAME + " -h");
            return USAGE;
        }
        if (parsed instanceof NodeCheckOptions.Run run) {
            CheckResult result = check(run.check());
            out.println(run.json() ? ResultJson.of(result) : line(result));
            return result.passed() ? PASSING : CRITICAL;
        }
        out.print(HELP);
        return PASSING;
    }

    private static CheckResult check(NodeCheck check) {
        Prober prober = new Prober();
        try {
            return prober.run(check).join();
        } finally {
            prober.stop();
        }
    }

    static String line(CheckResult result) {
        String word =
                !result.isKnown() ? "UNKNOWN" : !result.passed() ? "CRITICAL" : result.warning() ? "WARNING" : "OK";
        return word + ": " + result.text();
    }

    private static final String HELP = """
            Usage: lb-server node-check -a URL [-t SECONDS] [-n N] [-m VERSION] [-r NAME] [-w TIME] [-pkiu] [--json]
            Checks whether a node is fit to serve. Exit codes: 0 passing, 2 critical, 3 wrong usage.

              -a URL      where its API is, such as http://192.0.2.1:14265
              -t SECONDS  how long all of it may take (3)
              -n N        fewest neighbours (2)
              -m VERSION  oldest appVersion (1.4.2.1)
              -r NAME     the appName it must have (IRI)
              -w TIME     how long the answer to getNodeInfo may take, in milliseconds or such as 2s (1s)
              -p          proof of work must be allowed
              -k          the certificate isn't verified
              -i          commands that change the node need not be refused
              -u          a node that is out of sync passes
              --json      says all that is known, as JSON
              -h, --help  says this
            """;
}
