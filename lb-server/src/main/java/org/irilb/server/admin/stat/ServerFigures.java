package org.irilb.server.admin.stat;

import java.time.Duration;
import java.util.function.Function;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.Timings;

/** What a row shows of a node as member of a pool. */
final class ServerFigures {

    /** A server, its pool, the pool's number, and where to look how it has fared lately. */
    record Server(View view, int iid, PoolStatus pool, ServerStatus status, Recent recent) {

        long idleSeconds() {
            return view.idleSeconds(status.counters());
        }

        Average average(Timings.Phase phase) {
            return recent.average(phase, status.timings());
        }

        boolean startsSlowly() {
            return status.sharePercent() < 100;
        }

        /**
         * What the last check found, unless the node's source has the last word. Without commas: old scripts cut the
         * lines at them, to find the address behind it.
         */
        String lastCheck() {
            String reason = status.reason();
            return (reason.isEmpty() ? check(HealthStatus::text, "") : reason).replace(',', ';');
        }

        /** HAProxy's word for servers that serve when others can't. */
        boolean isBackup() {
            return status.zone().rank() > 0;
        }

        boolean isChecked() {
            return status.health().checks().isPresent();
        }

        boolean wasAsked() {
            return check(status -> !status.lastTook().isEmpty(), false);
        }

        /** HAProxy shows it only if it is what has decided. */
        boolean hasHttpCode() {
            return check(status -> status.httpCode() > 0 && !status.code().equals("L7RSP"), false);
        }

        boolean hasAgent() {
            return status.health().agent().isPresent();
        }

        <T> T agent(Function<AgentStatus, T> figure, T none) {
            return status.health().agent().map(figure).orElse(none);
        }

        <T> T check(Function<HealthStatus, T> figure, T none) {
            return status.health().checks().map(figure).orElse(none);
        }
    }

    private static final Figures<Server> ALL = new Figures<Server>(
                    of -> of.status().counters())
            .text(Column.PXNAME, of -> of.pool().name())
            .text(Column.SVNAME, of -> of.status().name())
            .number(Column.SCUR, of -> of.status().current())
            .number(Column.SMAX, of -> of.status().highest())
            .number(Column.SLIM, of -> of.status().limit())
            .counter(Column.STOT, Counter.SESSIONS)
            .counter(Column.BIN, Counter.BYTES_IN)
            .counter(Column.BOUT, Counter.BYTES_OUT)
            .counter(Column.ECON, Counter.CONNECT_ERRORS)
            .counter(Column.ERESP, Counter.RESPONSE_ERRORS)
            .counter(Column.WRETR, Counter.RETRIES)
            .counter(Column.WREDIS, Counter.REDISPATCHES)
            .text(Column.STATUS, of -> of.status().status())
            .number(Column.WEIGHT, of -> of.status().weight())
            .number(Column.ACT, of -> of.isBackup() ? 0 : 1)
            .number(Column.BCK, of -> of.isBackup() ? 1 : 0)
            .number(Column.CHKFAIL, of -> of.check(HealthStatus::failed, 0L), Server::isChecked)
            .number(Column.CHKDOWN, of -> of.status().outages().downs())
            .number(Column.DOWNTIME, of -> of.status().outages().downtime().toSeconds())
            .counter(Column.HANAFAIL, Counter.NODE_FAULTS)
            .text(Column.CHECK_STATUS, of -> of.check(status -> (status.isRunning() ? "* " : "") + status.code(), ""))
            .number(Column.CHECK_CODE, of -> of.check(HealthStatus::httpCode, 0), Server::hasHttpCode)
            .number(
                    Column.CHECK_DURATION,
                    of -> of.check(HealthStatus::took, Duration.ZERO).toMillis(),
                    Server::wasAsked)
            .text(Column.CHECK_DESC, of -> of.check(HealthStatus::description, ""))
            .number(Column.CHECK_RISE, of -> of.check(HealthStatus::rise, 0), Server::isChecked)
            .number(Column.CHECK_FALL, of -> of.check(HealthStatus::fall, 0), Server::isChecked)
            .number(Column.CHECK_HEALTH, of -> of.check(HealthStatus::health, 0), Server::isChecked)
            .text(Column.AGENT_STATUS, of -> of.agent(AgentStatus::code, ""))
            .number(Column.AGENT_CODE, of -> 0, of -> of.agent(AgentStatus::hasCode, false))
            .number(
                    Column.AGENT_DURATION,
                    of -> of.agent(AgentStatus::took, Duration.ZERO).toMillis(),
                    Server::hasAgent)
            .text(Column.AGENT_DESC, of -> of.agent(AgentStatus::description, ""))
            .text(Column.LAST_AGT, of -> of.agent(AgentStatus::text, "").replace(',', ';'))
            // an agent is believed at once
            .number(Column.AGENT_RISE, of -> 1, Server::hasAgent)
            .number(Column.AGENT_FALL, of -> 1, Server::hasAgent)
            .number(Column.AGENT_HEALTH, of -> of.agent(AgentStatus::isUp, true) ? 1 : 0, Server::hasAgent)
            .number(Column.LASTCHG, of -> of.status().lastChange().toSeconds())
            .number(Column.PID, of -> 1)
            .number(Column.IID, Server::iid)
            .number(Column.SID, of -> of.status().id())
            .number(Column.THROTTLE, of -> of.status().sharePercent(), Server::startsSlowly)
            .counter(Column.LBTOT, Counter.SELECTIONS)
            .number(Column.TYPE, of -> Kind.SERVER.number())
            .counter(Column.HRSP_1XX, Counter.RESPONSES_1XX)
            .counter(Column.HRSP_2XX, Counter.RESPONSES_2XX)
            .counter(Column.HRSP_3XX, Counter.RESPONSES_3XX)
            .counter(Column.HRSP_4XX, Counter.RESPONSES_4XX)
            .counter(Column.HRSP_5XX, Counter.RESPONSES_5XX)
            .counter(Column.REQ_TOT, Counter.REQUESTS)
            .counter(Column.CLI_ABRT, Counter.CLIENT_ABORTS)
            .counter(Column.SRV_ABRT, Counter.SERVER_ABORTS)
            .text(Column.LAST_CHK, Server::lastCheck)
            .text(Column.ADDR, of -> of.status().address())
            .number(Column.RATE, of -> of.recent().sessions().perSecond())
            .number(Column.RATE_MAX, of -> of.recent().sessions().highest())
            .number(Column.LASTSESS, Server::idleSeconds)
            .timings(Server::average, of -> of.status().timings())
            .text(Column.MODE, of -> "http")
            .counter(Column.CONNECT, Counter.CONNECTS)
            .counter(Column.REUSE, Counter.REUSES)
            .number(Column.SRV_ICUR, of -> of.status().idleConnections())
            .number(Column.SAFE_CONN_CUR, of -> of.status().idleConnections())
            .number(Column.USED_CONN_CUR, of -> of.status().current())
            .handshakes()
            .number(Column.UWEIGHT, of -> of.status().weight())
            // Requests wait at their pool, and a connection is kept only after an answer.
            .never(Column.EINT, Column.QCUR, Column.QMAX, Column.IDLE_CONN_CUR)
            .never(Column.DRESP, Column.HRSP_OTHER, Column.WREW);

    private ServerFigures() {}

    static Row<Server> row(View view, int iid, PoolStatus pool, ServerStatus status) {
        return new Row<>(
                Kind.SERVER,
                iid,
                status.id(),
                ALL,
                new Server(view, iid, pool, status, view.recent(status.counters())));
    }
}
