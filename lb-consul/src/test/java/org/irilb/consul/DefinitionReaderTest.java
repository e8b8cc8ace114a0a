package org.irilb.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
                                """)).containsExactly(POW);
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
                "{'id':'a',}",
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
