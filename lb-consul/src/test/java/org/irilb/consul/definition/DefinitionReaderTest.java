package org.irilb.consul.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.consul.instance.ServiceInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionReaderTest {

    private static final ServiceInstance POW = new ServiceInstance(
            "pow.json",
            "10.10.0.110:15265",
            "10.10.0.110",
            15265,
            List.of("haproxy.maxconn=7", "haproxy.pow=true"),
            Map.of(),
            ServiceInstance.Weights.UNSET,
            List.of());

    @Test
    void aRegistrationIsReadAsOperatorsHaveIt() {
        assertThat(read("""
                                { "ID": "10.10.0.110:15265", "Name": "iri",
                                  "tags": ["haproxy.maxconn=7", "haproxy.pow=true"],
                                  "Address": "10.10.0.110", "Port": 15265, "EnableTagOverride": false,
                                  "Check": { "id": "10.10.0.110:15265-pow", "name": "API 10.10.0.110:15265",
                                    "args": ["/scripts/node_check.sh", "-a", "http://10.10.0.110:15265", "-i", "-p"],
                                    "Interval": "30s", "timeout": "5s", "DeregisterCriticalServiceAfter": "1m" } }
                                """))
                .containsExactly(new ServiceInstance(
                        POW.source(),
                        POW.id(),
                        POW.host(),
                        POW.port(),
                        POW.tags(),
                        POW.meta(),
                        POW.weights(),
                        POW.checks(),
                        List.of(new DeclaredCheck(
                                List.of("/scripts/node_check.sh", "-a", "http://10.10.0.110:15265", "-i", "-p"),
                                Optional.empty(),
                                "GET",
                                "",
                                Optional.empty(),
                                false,
                                Optional.of(Duration.ofSeconds(30)),
                                Optional.of(Duration.ofSeconds(5)),
                                OptionalInt.empty(),
                                OptionalInt.empty()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'10.10.0.110:15265','name':'iri','tags':[$],'address':'10.10.0.110','port':15265}",
                "{'ID':'10.10.0.110:15265','NAME':'iri','TAGS':[$],'ADDRESS':'10.10.0.110','PORT':15265}",
                "{'Id':'10.10.0.110:15265','Tags':[$],'Address':'10.10.0.110','Port':'15265'}",
                "{'service':{'id':'10.10.0.110:15265','name':'iri','tags':[$],'address':'10.10.0.110','port':15265}}",
                "{'Service':{'ID':'10.10.0.110:15265','Tags':[$],'Address':'10.10.0.110','Port':15265}}",
                "{'services':[{'id':'10.10.0.110:15265','tags':[$],'address':'10.10.0.110','port':15265}]}",
                "{'datacenter':'x','service':null,'services':[{'Name':'10.10.0.110:15265','tags':[$],"
                        + "'address':'10.10.0.110','port':15265,'enable_tag_override':true}]}",
                "\ufeff{'id':'10.10.0.110:15265','tags':[$],'address':'10.10.0.110','port':15265}\n",
            })
    void keysMatchInEverySpellingAndWrapping(String json) {
        String tags = "'haproxy.maxconn=7','haproxy.pow=true'";

        assertThat(read(json.replace("$", tags).replace('\'', '"'))).containsExactly(POW);
    }

    @Test
    void metadataAndWeightsAreRead() {
        List<ServiceInstance> read = read(
                "{'name':'a','meta':{'haproxy-weight':'3'},'weights':{'passing':5,'warning':2}}".replace('\'', '"'));

        assertThat(read).extracting(ServiceInstance::meta).containsExactly(Map.of("haproxy-weight", "3"));
        assertThat(read).extracting(ServiceInstance::weights).containsExactly(new ServiceInstance.Weights(5, 2));
    }

    @Test
    void checksOfEveryKindAreRead() {
        List<DeclaredCheck> checks = read("""
                        { "name": "a", "checks": [
                          { "HTTP": "https://a:1/health", "Method": "POST", "Body": "{}", "tls_skip_verify": true,
                            "interval": "1m30s", "Timeout": "1500ms", "SuccessBeforePassing": 3, "failures_before_critical": 2 },
                          { "tcp": "a:1", "interval": "0.5h" },
                          { "script_args": ["x"] },
                          { "ttl": "30s", "successBeforePassing": 0, "failuresBeforeCritical": 0 } ] }
                        """).get(0).declared();

        assertThat(checks).hasSize(4);
        assertThat(checks.get(0))
                .isEqualTo(new DeclaredCheck(
                        List.of(),
                        Optional.of("https://a:1/health"),
                        "POST",
                        "{}",
                        Optional.empty(),
                        true,
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(Duration.ofMillis(1500)),
                        OptionalInt.of(3),
                        OptionalInt.of(3)));
        assertThat(checks.get(1).tcp()).contains("a:1");
        assertThat(checks.get(1).interval()).contains(Duration.ofMinutes(30));
        assertThat(checks.get(2).args()).containsExactly("x");
        assertThat(checks.get(3).rise()).hasValue(1);
        assertThat(checks.get(3).fall()).hasValue(1);
    }

    @Test
    void aFileMayHoldSeveralServices() {
        assertThat(read("{'service':{'name':'a'},'services':[{'name':'b'},{'name':'c'}]}".replace('\'', '"')))
                .extracting(ServiceInstance::id)
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatIsNotSaidIsLeftToTheMapping() {
        assertThat(read("{\"Name\":\"iri\",\"Tags\":null}"))
                .containsExactly(new ServiceInstance(
                        "pow.json", "iri", "", 0, List.of(), Map.of(), ServiceInstance.Weights.UNSET, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | empty (expected: a service definition)",
                "[] | definition: [] (expected: an object)",
                "null | definition: null (expected: an object)",
                "{} | ID: missing (expected: an ID or a Name)",
                "{'datacenter':'x'} | ID: missing (expected: an ID or a Name)",
                "{'service':'iri'} | service: \"iri\" (expected: an object)",
                "{'services':{}} | services: {} (expected: a list)",
                "{'services':[]} | services: empty (expected: at least one)",
                "{'services':['iri']} | services: \"iri\" (expected: an object)",
                "{'id':7} | id: 7 (expected: a string)",
                "{'id':'a','port':'http'} | port: \"http\" (expected: 1..65535)",
                "{'id':'a','port':1.5} | port: 1.5 (expected: 1..65535)",
                "{'id':'a','port':99999999999} | port: 99999999999 (expected: 1..65535)",
                "{'id':'a','tags':'haproxy.pow=true'} | tags: \"haproxy.pow=true\" (expected: a list of strings)",
                "{'id':'a','tags':[1]} | tags: 1 (expected: strings)",
                "{'id':'a','check':[]} | check: [] (expected: an object)",
                "{'id':'a','checks':{}} | checks: {} (expected: a list)",
                "{'id':'a','check':{'args':'x'}} | check.args: \"x\" (expected: a list of strings)",
                "{'id':'a','check':{'args':[1]}} | check.args: 1 (expected: strings)",
                "{'id':'a','check':{'tcp':1}} | check.tcp: 1 (expected: a string)",
                "{'id':'a','check':{'interval':'often'}} | check.interval: 'often' (expected: a duration such as 30s or 1m30s)",
                "{'id':'a','check':{'failuresBeforeCritical':-1}} | check.failuresbeforecritical: -1 (expected: 0..999)",
                "{'id':'a','Id':'b'} | 'Id': twice, in another spelling (expected: once)",
                "{'services':[{'id':'a'},{'id':'a'}]} | ID: 'a' twice (expected: each ID once)",
            })
    void whatCannotBeReadSaysWhy(String json, String reason) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'a'",
                "{'id':'a'}}",
                "{'id':'a'} {'id':'b'}",
                "{'id':'a','id':'b'}",
                "{'id':'a'} 'b'",
                "{'id':'a'} [",
                "{'id':'a'} nul",
                "{'id':'a',}",
                "{'id' 'a'}",
                "{'id':['a' 'b']}",
                "{'id':['a',",
                "{'id':}",
                "{'id':01}",
                "{'id':'a",
                "not json"
            })
    void whatIsNotJsonSaysWhere(String json) {
        assertThatThrownBy(() -> read("\n" + json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2, column ");
    }

    private static List<ServiceInstance> read(String json) {
        return DefinitionReader.read("pow.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
