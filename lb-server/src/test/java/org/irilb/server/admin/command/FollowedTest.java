package org.irilb.server.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.server.config.Level;
import org.junit.jupiter.api.Test;

final class FollowedTest {

    private static final AdminCommand.Spec SPEC =
            AdminCommand.Spec.of(Level.ADMIN, "change it", "", "change something");

    private final AtomicInteger followed = new AtomicInteger();

    private Answer run(AdminCommand.Action action) {
        AdminCommand command = AdminCommand.followedBy(AdminCommand.of(SPEC, action), followed::incrementAndGet);
        assertThat(command.spec()).isEqualTo(SPEC);
        return command.run(new AdminCommand.Call(List.of(), "", new Dialogue(Level.ADMIN, Duration.ofSeconds(1))));
    }

    @Test
    void whatIsDoneAtOnceIsFollowedAtOnce() {
        assertThat(run(call -> Answer.DONE)).isEqualTo(Answer.DONE);
        assertThat(followed).hasValue(1);
    }

    @Test
    void whatFailsIsFollowedToo() {
        assertThatThrownBy(() -> run(call -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(followed).hasValue(1);
    }

    @Test
    void whatIsKnownLaterIsFollowedBeforeItIsTold() {
        CompletableFuture<Answer> known = new CompletableFuture<>();
        Answer.Later later = (Answer.Later) run(call -> new Answer.Later(known));
        CompletableFuture<Integer> told = later.answer().thenApply(answer -> followed.get());
        int before = followed.get();
        known.complete(Answer.DONE);
        assertThat(told).isCompletedWithValue(before + 1);
    }

    @Test
    void whatFailsLaterIsFollowedBeforeThatIsTold() {
        CompletableFuture<Answer> known = new CompletableFuture<>();
        Answer.Later later = (Answer.Later) run(call -> new Answer.Later(known));
        int before = followed.get();
        known.completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(later.answer()).isCompletedExceptionally();
        assertThat(followed).hasValue(before + 1);
    }
}
