package org.irilb.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.irilb.core.config.TlsOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCheckOptionsTest {

    private static final Target NODE = Target.parse("http://10.0.0.1:14265").orElseThrow();

    private static NodeCheck check(String arguments) {
        NodeCheckOptions.Parsed parsed = NodeCheckOptions.parse(List.of(arguments.split(" ")));
        assertThat(parsed).as(arguments).isInstanceOf(NodeCheckOptions.Run.class);
        return ((NodeCheckOptions.Run) parsed).check();
    }

    @Test
    void theUrlIsEnough() {
        assertThat(check("-a http://10.0.0.1:14265")).isEqualTo(NodeCheck.of(NODE));
    }

    @Test
    void everyOptionCounts() {
        assertThat(check("-a http://10.0.0.1:14265 -t 0.5 -n 0 -m 1.8 -r HORNET -w 250 -p -k -i -u"))
                .isEqualTo(new NodeCheck(
                        NODE,
                        Duration.ofMillis(500),
                        new TlsOptions(false, ""),
                        0,
                        new Version("1.8"),
                        "HORNET",
                        Duration.ofMillis(250),
                        true,
                        false,
                        true));
    }

    /** The order in which the shipped registrations have them, among others. */
    @ParameterizedTest
    @CsvSource({
        "-a http://10.0.0.1:14265 -i -p -m 1.4.1.7",
        "-ip -m1.4.1.7 -a http://10.0.0.1:14265",
        "-pim 1.4.1.7 -ahttp://10.0.0.1:14265",
        "-m 9 -a http://10.0.0.2 -i -p -a http://10.0.0.1:14265 -m 1.4.1.7",
    })
    void flagsMayStandTogetherAndTheLastValueCounts(String arguments) {
        NodeCheck check = check(arguments);

        assertThat(check.target()).isEqualTo(NODE);
        assertThat(check.pow()).isTrue();
        assertThat(check.limits()).isFalse();
        assertThat(check.minVersion()).isEqualTo(new Version("1.4.1.7"));
    }

    @Test
    void theCertificateMayBeLeftAloneInAnyPlace() {
        assertThat(check("-k -a https://node").tls().verify()).isFalse();
        assertThat(check("-a https://node -k").tls().verify()).isFalse();
        assertThat(check("-a https://node").tls().verify()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "250ms, 250", "2s, 2000", "0.5s, 500"})
    void theLongestAnswerIsInMillisecondsUnlessItSaysOtherwise(String text, long millis) {
        assertThat(check("-a http://node -w " + text).maxAnswer()).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"2, 2000", "1.5, 1500", "900ms, 900"})
    void theTimeLimitIsInSecondsUnlessItSaysOtherwise(String text, long millis) {
        assertThat(check("-a http://node -t " + text).timeout()).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -p                      | -a: missing (expected: the node's URL)
            -a                      | -a: missing (expected: a value)
            -pa                     | -a: missing (expected: a value)
            -a -k https://node      | -a: '-k' (expected: a URL, such as http://192.0.2.1:14265)
            -a ftp://node           | -a: 'ftp://node' (expected: a URL, such as http://192.0.2.1:14265)
            -a http://node extra    | 'extra' (expected: an option)
            -a http://node -x       | -x: unknown option (expected: one of -a -t -n -m -r -w -p -k -i -u -h --json)
            -a http://node --quick  | '--quick' (expected: an option)
            -a http://node -t 0     | -t: '0' (expected: seconds up to 300)
            -a http://node -t 301   | -t: '301' (expected: seconds up to 300)
            -a http://node -t soon  | -t: 'soon' (expected: seconds up to 300)
            -a http://node -n -1    | -n: '-1' (expected: a number, 0 or more)
            -a http://node -n few   | -n: 'few' (expected: a number, 0 or more)
            -a http://node -m new   | -m: 'new' (expected: a version, such as 1.8.6)
            -a http://node -w 1h    | -w: '1h' (expected: milliseconds, or a time such as 1s)
            """)
    void aWrongOptionIsNamedWithWhatWasExpected(String arguments, String message) {
        assertThat(NodeCheckOptions.parse(List.of(arguments.split(" "))))
                .isEqualTo(new NodeCheckOptions.Wrong(message));
    }

    @Test
    void helpIsGivenWhateverElseIsMissing() {
        assertThat(NodeCheckOptions.parse(List.of("-h"))).isEqualTo(new NodeCheckOptions.Help());
        assertThat(NodeCheckOptions.parse(List.of("-ph", "-x"))).isEqualTo(new NodeCheckOptions.Help());
        assertThat(NodeCheckOptions.parse(List.of("--help"))).isEqualTo(new NodeCheckOptions.Help());
    }

    @Test
    void theResultMayBeJson() {
        assertThat(NodeCheckOptions.parse(List.of("--json", "-a", "http://10.0.0.1:14265")))
                .isEqualTo(new NodeCheckOptions.Run(NodeCheck.of(NODE), true));
    }
}
