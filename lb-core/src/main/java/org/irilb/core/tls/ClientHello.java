package org.irilb.core.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a client says before it gets a certificate (RFC 8446, section 4.1.2), as far as that depends on it.
 *
 * @param serverName whom it wants to talk to, in lower case (RFC 6066, section 3); empty if it doesn't say
 * @param takesEcdsa whether it can verify signatures of elliptic curves
 * @param wantsProof whether it wants nothing but a proof that the host is ours (RFC 8737)
 */
record ClientHello(String serverName, boolean takesEcdsa, boolean wantsProof) {

    /** One that can't be read; it is for the engine to refuse it. */
    static final ClientHello UNREADABLE = new ClientHello("", false, false);

    private static final int VERSION_AND_RANDOM = 2 + 32;

    private static final int SERVER_NAME = 0;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int APPLICATION_PROTOCOLS = 16;
    private static final int SUPPORTED_VERSIONS = 43;

    private static final int HOST_NAME = 0;
    private static final int TLS_1_3 = 0x0304;

    /** @param hello behind the header of the handshake message; its indices stay as they are */
    static ClientHello read(ByteBuf hello) {
        try {
            ByteBuf in = hello.slice();
            in.skipBytes(VERSION_AND_RANDOM);
            in.skipBytes(in.readUnsignedByte());
            ByteBuf suites = in.readSlice(in.readUnsignedShort());
            in.skipBytes(in.readUnsignedByte());
            ByteBuf extensions = in.isReadable() ? in.readSlice(in.readUnsignedShort()) : in;
            return read(suites, extensions);
        } catch (IndexOutOfBoundsException e) {
            return UNREADABLE;
        }
    }

    private static ClientHello read(ByteBuf suites, ByteBuf extensions) {
        String serverName = "";
        boolean signatures = true; // where they aren't told, the suite tells them (RFC 5246, section 7.4.1.4.1)
        boolean tls13 = false;
        boolean proof = false;
        while (extensions.isReadable()) {
            int type = extensions.readUnsignedShort();
            ByteBuf extension = extensions.readSlice(extensions.readUnsignedShort());
            switch (type) {
                case SERVER_NAME -> serverName = serverName(extension);
                case SIGNATURE_ALGORITHMS -> signatures = hasEcdsaSignature(extension);
                case APPLICATION_PROTOCOLS -> proof = isForProof(extension);
                case SUPPORTED_VERSIONS -> tls13 = hasTls13(extension);
                default -> {
                    // it is the engine's
                }
            }
        }
        return new ClientHello(serverName, signatures && (tls13 || hasEcdsaSuite(suites)), proof);
    }

    private static String serverName(ByteBuf extension) {
        ByteBuf names = extension.readSlice(extension.readUnsignedShort());
        while (names.isReadable()) {
            int type = names.readUnsignedByte();
            ByteBuf name = names.readSlice(names.readUnsignedShort());
            if (type == HOST_NAME) {
                return name.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static boolean hasEcdsaSignature(ByteBuf extension) {
        ByteBuf schemes = extension.readSlice(extension.readUnsignedShort());
        while (schemes.isReadable()) {
            switch (schemes.readUnsignedShort()) {
                case 0x0403, 0x0503, 0x0603 -> {
                    return true;
                }
                default -> {
                    // RSA, or something newer
                }
            }
        }
        return false;
    }

    /** Such a client asks for this protocol alone. */
    private static boolean isForProof(ByteBuf extension) {
        ByteBuf protocols = extension.readSlice(extension.readUnsignedShort());
        ByteBuf first = protocols.readSlice(protocols.readUnsignedByte());
        return !protocols.isReadable()
                && first.toString(StandardCharsets.US_ASCII).equals(DomainProofs.PROTOCOL);
    }

    private static boolean hasTls13(ByteBuf extension) {
        ByteBuf versions = extension.readSlice(extension.readUnsignedByte());
        while (versions.isReadable()) {
            if (versions.readUnsignedShort() == TLS_1_3) {
                return true;
            }
        }
        return false;
    }

    /** Those of {@link org.irilb.core.config.CipherSuite}. */
    private static boolean hasEcdsaSuite(ByteBuf suites) {
        while (suites.isReadable()) {
            switch (suites.readUnsignedShort()) {
                case 0xc009, 0xc00a, 0xc02b, 0xc02c, 0xcca9 -> {
                    return true;
                }
                default -> {
                    // for RSA, or not for us
                }
            }
        }
        return false;
    }
}
