package org.irilb.server.nodecheck;

import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;

/** Nodes as node checks meet them, with answers that tests choose. */
final class CheckedOrigin {

    /** What an IRI 1.8.6 answers, as recorded, but for its neighbours. */
    static final String INFO = "{\"appName\":\"IRI\",\"appVersion\":\"1.8.6\",\"jreAvailableProcessors\":2,"
            + "\"latestMilestone\":\"NU9\",\"latestMilestoneIndex\":30,\"latestSolidSubtangleMilestone\":\"NU9\","
            + "\"latestSolidSubtangleMilestoneIndex\":30,\"milestoneStartIndex\":1,\"lastSnapshottedMilestoneIndex\":5,"
            + "\"neighbors\":5,\"packetsQueueSize\":0,\"tips\":1,\"transactionsToRequest\":0,"
            + "\"features\":[\"testnet\",\"WereAddressesSpentFrom\"],\"duration\":1}";

    static final String REFUSED =
            answer("401 Unauthorized", "{\"error\":\"COMMAND x is not available on this node\",\"duration\":0}");
    static final String BAD_PARAMETERS_1_6 =
            answer("400 Bad Request", "{\"error\":\"Invalid parameters\",\"duration\":0}");
    static final String BAD_PARAMETERS_1_8 =
            answer("500 Internal Server Error", "{\"exception\":\"Invalid parameters\",\"duration\":0}");

    static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    /** Answers getNodeInfo with {@code info}, attachToTangle with {@code attach}, anything else with 401. */
    static Origin node(String info, String attach) {
        return Origin.playing((wire, origin) -> {
            while (true) {
                Wire.Message request = origin.next(wire);
                wire.send(
                        request.body().contains("getNodeInfo")
                                ? info
                                : request.body().contains("attachToTangle") ? attach : REFUSED);
            }
        });
    }

    private CheckedOrigin() {}
}
