package org.irilb.core.kit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test class after which Netty reports a buffer that was never released. Registered for all tests of all
 * modules as a service.
 */
public final class LeakGuard implements BeforeAllCallback, AfterAllCallback {

    static {
        Leaks.listen();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // the listener is in place before the first buffer is made
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = Leaks.take();
        if (!leaks.isEmpty()) {
            throw new AssertionError(
                    "buffers leaked in or before " + context.getDisplayName() + ":\n" + String.join("\n", leaks));
        }
    }
}
