package org.irilb.core.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What is shown to a node that asks for a certificate, whatever authorities it names: if it knows none of them, it says
 * so. Notes who has asked, because a node may refuse later, as nginx does with status 400. Immutable.
 */
final class ClientCertificate extends X509ExtendedKeyManager {

    private static final String ALIAS = "own";
    private static final String ASKED = ClientCertificate.class.getName();

    private final @Nullable CertifiedKey own;

    /** @param own nothing for somebody who has none */
    ClientCertificate(Optional<CertifiedKey> own) {
        this.own = own.orElse(null);
    }

    /** Whether the node wanted a certificate and got none. */
    static boolean isMissing(SSLSession session) {
        return session.getValue(ASKED) != null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        if (own != null && List.of(keyTypes).contains(own.key().getAlgorithm())) {
            return ALIAS;
        }
        if (own == null) {
            engine.getHandshakeSession().putValue(ASKED, true);
        }
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return own == null ? null : own.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return own == null ? null : own.key();
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null; // engines only
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
