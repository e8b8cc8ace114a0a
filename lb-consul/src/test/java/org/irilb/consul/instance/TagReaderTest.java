package org.irilb.consul.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TagReaderTest {

    private static final NodeTags DEFAULTS =
            new NodeTags(Scheme.HTTP, true, "", 0, 1, 1, 1, 1, PowRole.NONE, ServiceState.READY);

    @Test
    void withoutTagsTheDefaultsHold() {
        assertThat(read()).isEqualTo(new TagReader.Reading(DEFAULTS, List.of(), List.of()));
    }

    @Test
    void everyTagIsRead() {
        List<String> tags = List.of(
                "haproxy.maxconn=7",
                "haproxy.scheme=https",
                "haproxy.pow=true",
                "haproxy.weight=10",
                "haproxy.sslverify=0",
                "haproxy.crt=office",
                "haproxy.agent-port=8080",
                "haproxy.maxconnpow=2");

        assertThat(read(tags.toArray(String[]::new)))
                .isEqualTo(new TagReader.Reading(
                        new NodeTags(
                                Scheme.HTTPS, false, "office", 8080, 10, 10, 7, 2, PowRole.ALSO, ServiceState.READY),
                        List.of(),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({"true, ALSO", "false, NONE", "only, ONLY", "True, ALSO", "ONLY, ONLY", "' only ', ONLY"})
    void powSaysWhichPools(String value, PowRole role) {
        assertThat(tags("haproxy.pow=" + value).pow()).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "false, false", "1, true", "true, true"})
    void sslverifyTakesDigitsAndWords(String value, boolean verify) {
        assertThat(tags("haproxy.sslverify=" + value).verify()).isEqualTo(verify);
    }

    @Test
    void thePowLimitFollowsTheLimitUnlessItIsSet() {
        assertThat(tags("haproxy.maxconn=5").maxPowInFlight()).isEqualTo(5);
        assertThat(tags("haproxy.maxconnpow=2", "haproxy.maxconn=5").maxPowInFlight())
                .isEqualTo(2);
        assertThat(tags("haproxy.maxconnpow=2").maxInFlight()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "256", "65535"})
    void weightsReachFromNothingToTheLargest(int weight) {
        assertThat(tags("haproxy.weight=" + weight).weight()).isEqualTo(weight);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "haproxy.weight=heavy | haproxy.weight: 'heavy' (expected: a whole number, 0..65535)",
                "haproxy.weight=-1 | haproxy.weight: '-1' (expected: a whole number, 0..65535)",
                "haproxy.weight=65536 | haproxy.weight: '65536' (expected: a whole number, 0..65535)",
                "haproxy.weight=1=2 | haproxy.weight: '1=2' (expected: a whole number, 0..65535)",
                "haproxy.weight= | haproxy.weight: '' (expected: a whole number, 0..65535)",
                "haproxy.maxconn=0 | haproxy.maxconn: '0' (expected: a whole number, 1..2147483647)",
                "haproxy.maxconn=99999999999 | haproxy.maxconn: '99999999999' (expected: a whole number, 1..2147483647)",
                "haproxy.maxconnpow=1.5 | haproxy.maxconnpow: '1.5' (expected: a whole number, 1..2147483647)",
                "haproxy.scheme=ftp | haproxy.scheme: 'ftp' (expected: one of [http, https])",
                "haproxy.crt=../key | haproxy.crt: '../key' (expected: letters, digits, '.', '_', '-')",
                "haproxy.agent-port=0 | haproxy.agent-port: '0' (expected: a whole number, 1..65535)",
                "haproxy.sslverify=no | haproxy.sslverify: 'no' (expected: one of [0, 1, false, true])",
                "haproxy.pow=maybe | haproxy.pow: 'maybe' (expected: one of [false, only, true])",
            })
    void aBadValueIsAnErrorThatSaysWhatWasExpected(String tag, String error) {
        assertThat(read(tag)).isEqualTo(new TagReader.Reading(DEFAULTS, List.of(error), List.of()));
    }

    @Test
    void theTagsBesideABadOneAreStillRead() {
        TagReader.Reading reading = read("haproxy.weight=x", "haproxy.maxconn=7");

        assertThat(reading.tags().maxInFlight()).isEqualTo(7);
        assertThat(reading.tags().weight()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "haproxy.weight=1\n",
                "haproxy.scheme=http\nserver evil 10.0.0.1:80",
                "haproxy.pow=\u0000true",
                "haproxy.pow=true\r",
                "\nhaproxy.pow=true",
                "haproxy.sch\u0007eme=http",
                "haproxy.weight=1\u2028"
            })
    void controlCharactersAreRefusedAndNotRepeated(String tag) {
        TagReader.Reading reading = read(tag);

        assertThat(reading.errors())
                .singleElement()
                .asString()
                .endsWith("control character (expected: none)")
                .matches("[\\x20-\\x7e]+");
        assertThat(reading.tags()).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "", "=", "a=b=c", "traefik.weight=x", "Haproxy.weight=x", "x\ny"})
    void tagsOfOthersMeanNothing(String tag) {
        assertThat(read(tag)).isEqualTo(new TagReader.Reading(DEFAULTS, List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "haproxy.pow | tag 'haproxy.pow': ignored (expected: name=value)",
                "haproxy.maxcon=7 | haproxy.maxcon: unknown, ignored (expected: haproxy.scheme, sslverify, crt, agent-port, weight, maxconn, maxconnpow, pow or state)",
            })
    void whatIsProbablyAMistakeIsRemarkedAndIgnored(String tag, String remark) {
        assertThat(read(tag)).isEqualTo(new TagReader.Reading(DEFAULTS, List.of(), List.of(remark)));
    }

    @Test
    void ofTwoValuesTheLastCounts() {
        TagReader.Reading reading = read("haproxy.weight=1", "haproxy.weight=2");

        assertThat(reading.tags().weight()).isEqualTo(2);
        assertThat(reading.remarks())
                .containsExactly("haproxy.weight: '1' and '2', the last one counts (expected: once)");
        assertThat(read("haproxy.weight=2", "haproxy.weight=2").remarks()).isEmpty();
    }

    private static NodeTags tags(String... tags) {
        TagReader.Reading reading = read(tags);
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.remarks()).isEmpty();
        return reading.tags();
    }

    private static TagReader.Reading read(String... tags) {
        return TagReader.read(Instances.instance(tags));
    }

    @ParameterizedTest
    @ValueSource(strings = {"haproxy-weight", "haproxy_weight", "haproxy.weight"})
    void metadataWinsOverATag(String key) {
        TagReader.Reading reading = TagReader.read(
                Instances.with(Instances.instance("haproxy.weight=3", "haproxy.maxconn=7"), Map.of(key, " 10 ")));

        assertThat(reading)
                .isEqualTo(new TagReader.Reading(tags("haproxy.weight=10", "haproxy.maxconn=7"), List.of(), List.of()));
    }

    @Test
    void metadataOfOthersMeansNothingAndBadMetadataIsAnError() {
        Map<String, String> meta =
                Map.of("version", "x", "haproxyweight", "5", "haproxy-weight", "heavy", "haproxy-scheme", "a\nb");

        TagReader.Reading reading = TagReader.read(Instances.with(Instances.instance(), meta));

        assertThat(reading.tags()).isEqualTo(DEFAULTS);
        assertThat(reading.errors())
                .containsExactly(
                        "meta 'haproxy-scheme': control character (expected: none)",
                        "haproxy.weight: 'heavy' (expected: a whole number, 0..65535)");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, '', 1, 1", // nobody set anything
        "4, 2, '', 4, 2",
        "4, 0, '', 4, 0",
        "100000, 70000, '', 65535, 65535",
        "1, 1, haproxy.weight=10, 10, 10", // nobody set a weight for warnings
        "4, 2, haproxy.weight=10, 10, 2"
    })
    void consulsWeightsCountWhereNoTagDoes(int passing, int warning, String tag, int weight, int warningWeight) {
        ServiceInstance instance =
                Instances.with(Instances.instance(tag), new ServiceInstance.Weights(passing, warning));

        NodeTags tags = TagReader.read(instance).tags();

        assertThat(tags.weight()).isEqualTo(weight);
        assertThat(tags.warningWeight()).isEqualTo(warningWeight);
    }
}
