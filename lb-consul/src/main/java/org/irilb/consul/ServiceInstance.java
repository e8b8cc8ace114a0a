package org.irilb.consul;

import java.util.List;

/**
 * One instance of a service as its source tells it; nothing is checked yet.
 *
 * @param source where it is registered: the Consul node, or the file; with the ID it names the instance
 * @param id the service ID
 * @param host address or host name; empty if the source knows none
 * @param port 0 if the source knows none
 */
record ServiceInstance(String source, String id, String host, int port, List<String> tags, List<ServiceCheck> checks) {

    ServiceInstance {
        tags = List.copyOf(tags);
        checks = List.copyOf(checks);
    }

    /** Names the instance among all of its source. */
    Key key() {
        return new Key(source, id);
    }

    record Key(String source, String id) {

        @Override
        public String toString() {
            return Text.printable(id + " (" + source + ")");
        }
    }
}
