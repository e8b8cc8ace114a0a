package org.irilb.core.soak;

import java.time.Duration;
import java.util.Locale;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Leaks;

/** The soak by itself: {@code [minutes [transport [seed]]]}. Exits with 1 if anything was wrong. */
public final class SoakMain {

    private SoakMain() {}

    public static void main(String[] args) throws InterruptedException {
        Leaks.listen();
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 10;
        TransportChoice transport =
                TransportChoice.valueOf(args.length > 1 ? args[1].toUpperCase(Locale.ROOT) : "AUTO");
        long seed = args.length > 2 ? Long.parseLong(args[2]) : System.currentTimeMillis();
        Soak soak = new Soak(seed, Duration.ofMillis((long) (minutes * 60_000)), transport);
        soak.run();
        System.out.println(soak.report());
        soak.complaints().forEach(System.out::println);
        System.out.println(soak.complaints().isEmpty() ? "nothing was wrong" : "FAILED");
        System.exit(soak.complaints().isEmpty() ? 0 : 1);
    }
}
