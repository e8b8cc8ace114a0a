package org.irilb.server;

import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. Through reflection, because the compiler warns of {@code sun.misc.Signal} with no way
 * to say that it is meant. Stateless; sets no log up unless something is wrong, for it comes first of all.
 */
final class Signals {

    private Signals() {}

    /**
     * Has a signal do something instead of what it does by itself, which for those of use here is to end the process.
     *
     * @param name without SIG
     * @param action runs on a thread of the JVM's
     */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        action.run();
                        return null;
                    });
            Object wanted = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, wanted, ours);
        } catch (ReflectiveOperationException e) {
            // -Xrs, or another kind of machine
            LoggerFactory.getLogger(Signals.class).warn("SIG{} ends the program at once: {}", name, e.toString());
        }
    }
}
