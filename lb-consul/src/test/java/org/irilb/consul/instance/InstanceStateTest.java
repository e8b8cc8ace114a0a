package org.irilb.consul.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.consul.instance.Instances.check;

import java.util.List;
import org.irilb.consul.instance.InstanceState.Worst;
import org.irilb.consul.instance.ServiceCheck.Status;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstanceStateTest {

    private static final ServiceCheck SERF = check("serfHealth", "Serf Health Status", Status.PASSING, "Agent alive");

    @Test
    void withoutChecksAnInstanceMayServe() {
        assertThat(InstanceState.of(List.of())).isEqualTo(new InstanceState(Worst.PASSING, ""));
    }

    @Test
    void whenAllPassThereIsNothingToSay() {
        assertThat(InstanceState.of(List.of(SERF, check("api", "API", Status.PASSING, "fine"))))
                .isEqualTo(new InstanceState(Worst.PASSING, ""));
    }

    @Test
    void oneCriticalCheckTakesItOut() {
        ServiceCheck api = check("api", "API 10.10.0.110:15265", Status.CRITICAL, "\nno neighbours\nsecond line\n");

        assertThat(InstanceState.of(List.of(SERF, api)))
                .isEqualTo(new InstanceState(Worst.CRITICAL, "API 10.10.0.110:15265: no neighbours"));
    }

    @Test
    void theCheckOfTheConsulNodeCountsToo() {
        ServiceCheck dead = check("serfHealth", "Serf Health Status", Status.CRITICAL, "Agent not live or unreachable");

        assertThat(InstanceState.of(List.of(check("api", "API", Status.PASSING, ""), dead)))
                .isEqualTo(new InstanceState(Worst.CRITICAL, "Serf Health Status: Agent not live or unreachable"));
    }

    @Test
    void aWarningStillServes() {
        assertThat(InstanceState.of(List.of(SERF, check("api", "API", Status.WARNING, "slow"))))
                .isEqualTo(new InstanceState(Worst.WARNING, "API: slow"));
    }

    @Test
    void aStatusThatNobodyKnowsIsNotTrusted() {
        assertThat(InstanceState.of(List.of(SERF, check("api", "API", Status.UNKNOWN, "")))
                        .state())
                .isEqualTo(ServiceState.MAINT);
    }

    @Test
    void maintenanceOfTheConsulNodeTakesItOutWithItsReason() {
        ServiceCheck maintenance =
                new ServiceCheck("_node_maintenance", "Node Maintenance Mode", Status.CRITICAL, "new disk", "");

        assertThat(InstanceState.of(List.of(check("1-api", "API", Status.CRITICAL, "down"), maintenance)))
                .isEqualTo(new InstanceState(Worst.MAINTENANCE, "maintenance: new disk"));
    }

    @Test
    void maintenanceOfTheServiceTakesItOut() {
        ServiceCheck maintenance = new ServiceCheck(
                "_service_maintenance:10.10.0.110:15265", "Service Maintenance Mode", Status.CRITICAL, "", "");

        assertThat(InstanceState.of(List.of(SERF, maintenance)))
                .isEqualTo(new InstanceState(Worst.MAINTENANCE, "maintenance: no reason given"));
    }

    @ParameterizedTest
    @CsvSource({"PASSING, READY", "WARNING, READY", "UNKNOWN, MAINT", "CRITICAL, MAINT", "MAINTENANCE, MAINT"})
    void theWorstCheckSaysWhetherItServes(Worst worst, ServiceState state) {
        assertThat(new InstanceState(worst, "").state()).isEqualTo(state);
    }

    @Test
    void theOrderOfChecksDoesNotChangeTheReason() {
        ServiceCheck one = check("a", "A", Status.CRITICAL, "first");
        ServiceCheck two = check("b", "B", Status.CRITICAL, "second");

        assertThat(InstanceState.of(List.of(one, two))).isEqualTo(InstanceState.of(List.of(two, one)));
    }

    @Test
    void whatAChecksPrintsCannotMoveTheCursorOrGoOnForever() {
        ServiceCheck check = check("api", "", Status.CRITICAL, "\u001b[2Jboo\u202e" + "x".repeat(1000));

        String reason = InstanceState.of(List.of(check)).reason();

        assertThat(reason).startsWith("api: ?[2Jboo?xxx").hasSizeLessThan(220);
    }

    @Test
    void aMaintenanceModeForTheReasonOfDrainingDrains() {
        ServiceCheck drain = new ServiceCheck(
                "_service_maintenance:x", "Service Maintenance Mode", ServiceCheck.Status.CRITICAL, "drain: disk", "");

        InstanceState state = InstanceState.of(List.of(drain));

        assertThat(state.state()).isEqualTo(ServiceState.DRAIN);
        assertThat(state.reason()).isEqualTo("drain: disk");
    }

    @Test
    void whatAnOperatorWantsOutweighsWhatChecksSayOnlyTowardsOutOfService() {
        InstanceState fine = new InstanceState(InstanceState.Worst.PASSING, "");
        InstanceState maintained = new InstanceState(InstanceState.Worst.MAINTENANCE, "disk");

        assertThat(fine.wanted(ServiceState.READY)).isEqualTo(fine);
        assertThat(fine.wanted(ServiceState.DRAIN).state()).isEqualTo(ServiceState.DRAIN);
        assertThat(fine.wanted(ServiceState.MAINT).reason()).isEqualTo("haproxy.state=maint");
        assertThat(maintained.wanted(ServiceState.DRAIN)).isEqualTo(maintained);
    }
}
