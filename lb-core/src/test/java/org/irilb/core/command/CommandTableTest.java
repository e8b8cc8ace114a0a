package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandProfiles;
import org.irilb.core.config.RetryRule;
import org.junit.jupiter.api.Test;

class CommandTableTest {

    @Test
    void namesAreFoundIgnoringCase() {
        assertThat(CommandTable.IRI.profile("ATTACHTOTANGLE").name()).isEqualTo("attachToTangle");
    }

    @Test
    void aCommandThatIsNotKnownMayDoAnything() {
        assertThat(CommandTable.IRI.profile("Module.cmd")).isSameAs(CommandProfile.UNKNOWN);
        assertThat(CommandProfile.UNKNOWN.kind()).isEqualTo(CommandClass.ADMIN);
        assertThat(CommandProfile.UNKNOWN.retry()).isEqualTo(RetryRule.NEVER);
    }

    @Test
    void fourCommandsShareIrisLock() {
        assertThat(CommandTable.IRI.profiles())
                .filteredOn(profile -> profile.lock().equals("iri"))
                .extracting(CommandProfile::name)
                .containsExactlyInAnyOrder(
                        "getTrytes", "getTransactionsToApprove", "findTransactions", "attachToTangle");
    }

    @Test
    void proofOfWorkIsNotDoneTwiceAndAdministrationNeverRepeated() {
        assertThat(CommandTable.IRI.profile("attachToTangle").retry()).isEqualTo(RetryRule.ONLY_IF_NOTHING_SENT);
        assertThat(CommandTable.IRI.profile("interruptAttachingToTangle").retry())
                .isEqualTo(RetryRule.NEVER);
        assertThat(CommandTable.IRI.profiles())
                .filteredOn(profile -> profile.kind() == CommandClass.ADMIN)
                .hasSize(3)
                .allMatch(profile -> profile.retry() == RetryRule.NEVER);
    }

    @Test
    void hornetHasNoLockAndNothingToInterrupt() {
        assertThat(CommandProfiles.HORNET)
                .allMatch(profile -> profile.lock().isEmpty())
                .extracting(CommandProfile::kind)
                .contains(CommandClass.POW)
                .doesNotContain(CommandClass.INTERRUPT);
    }
}
