package org.irilb.server.demo;

import java.net.InetSocketAddress;

/** What the demo says when it has started: where things are, and what to try. */
final class DemoGuide {

    private static final String TEXT = """
            iri-lb with three simulated nodes

              clients       {url}
              admin socket  {admin}
              nodes         {services}
                pow.json      127.0.0.1:{pow}  does proof of work (1 s each), one request at a time
                https.json    127.0.0.1:{https}  HTTPS, its certificate isn't verified
                plain.json    127.0.0.1:{plain}  plain HTTP, twice the weight of the others
              config        {config}

            To try in another terminal:
              a request
                curl -s {url} -H 'X-IOTA-API-Version: 1' -d '{"command": "getNodeInfo"}'
              proof of work, three at once: the node gets one at a time, the others wait at the balancer
                for i in 9 10 11; do sed "s/: 9,/: $i,/" {attach} | curl -s {url} -H 'X-IOTA-API-Version: 1' -d @- | tail -c 20 & done; wait
              the same proof of work three times, as a wallet that lost patience asks: it runs once, and all get its result
                for i in 1 2 3; do curl -s {url} -H 'X-IOTA-API-Version: 1' -d @{attach} | tail -c 20 & done; wait
              a browser's preflight
                curl -si {url} -X OPTIONS -H 'Origin: http://wallet.example' -H 'Access-Control-Request-Method: POST'
              a command that is denied
                curl -si {url} -H 'X-IOTA-API-Version: 1' -d '{"command": "getNeighbors"}'
              how the nodes fare
                echo 'show stat' | socat - TCP:{admin}
              why a node gets requests, or why not
                echo 'explain 127.0.0.1:{plain}' | socat - TCP:{admin}
              another weight; a file added or removed adds or removes a node
                sed -i 's/weight=2/weight=5/' {services}/plain.json

            Changes of nodes show here. Ctrl-C ends it and removes its files.
            """;

    private DemoGuide() {}

    static String text(Demo demo) {
        return TEXT.replace("{url}", "http://" + at(demo.address()))
                .replace("{admin}", at(demo.adminAddress()))
                .replace("{services}", demo.services().toString())
                .replace("{config}", demo.files().config().toString())
                .replace("{attach}", demo.files().attach().toString())
                .replace("{pow}", String.valueOf(demo.pow().port()))
                .replace("{https}", String.valueOf(demo.https().port()))
                .replace("{plain}", String.valueOf(demo.plain().port()));
    }

    private static String at(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
