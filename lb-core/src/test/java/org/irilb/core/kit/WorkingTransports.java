package org.irilb.core.kit;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.stream.Stream;
import org.irilb.core.config.TransportChoice;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** What {@link OnEachTransport} goes through. Stateless. */
final class WorkingTransports implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(TransportChoice.values())
                .filter(WorkingTransports::isDistinct)
                .map(Arguments::of);
    }

    /** The automatic choice is one of the others. */
    private static boolean isDistinct(TransportChoice choice) {
        return switch (choice) {
            case AUTO -> false;
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }
}
