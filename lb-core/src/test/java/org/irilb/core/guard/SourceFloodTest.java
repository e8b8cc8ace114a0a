package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.irilb.core.kit.JavaProcess;
import org.junit.jupiter.api.Test;

class SourceFloodTest {

    /** In a process of its own, because nothing else may take or free memory meanwhile. */
    @Test
    void aMillionAddressesTakeNoMoreMemoryThanATableFull() throws IOException, InterruptedException {
        List<String> used = JavaProcess.run("32m", SourceFlood.class);

        assertThat(Long.parseLong(used.get(1))).isLessThan(Long.parseLong(used.get(0)) + 250_000);
        assertThat(Long.parseLong(used.get(1)) / SourceFlood.TABLE).isLessThan(150);
    }
}
