package org.irilb.core.kit;

import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** What {@link OnEachTransport} goes through. Stateless. */
final class WorkingTransports implements ArgumentsProvider {

    /** The automatic choice is one of the others. */
    private static final List<TransportChoice> WORKING = Stream.of(TransportChoice.values())
            .filter(choice -> choice != TransportChoice.AUTO && works(choice))
            .toList();

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return WORKING.stream().map(Arguments::of);
    }

    /** The balancer is asked, not Netty: it has settings to make before Netty's classes are loaded. */
    private static boolean works(TransportChoice choice) {
        try {
            LoadBalancer.start(Setup.standard().with(choice).config()).close();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
