package org.irilb.server.config;

import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.BalancerConfig;

/**
 * Everything a file says.
 *
 * @param balancer what the balancer is started with
 * @param nodes where its nodes come from
 * @param admin how it is looked at
 * @param acme a certificate from an authority; empty if it comes from elsewhere
 * @param certbot what others want authorities to be told
 * @param log what is logged of each request
 * @param health how they are checked
 * @param drain how long running requests may take to finish once the program is asked to end
 */
public record Settings(
        BalancerConfig balancer,
        NodesSettings nodes,
        HealthSettings health,
        AdminSettings admin,
        Optional<AcmeSettings> acme,
        CertbotSettings certbot,
        LogSettings log,
        Duration drain) {}
