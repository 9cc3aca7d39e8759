package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.Vended;
import dev.mooring.connection.support.network.TlsIdentity;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS engine of each handshake from what the source says then: trusted authorities, client certificate and whether
 * brokers' names are checked. Made by Kafka, which finds its name in {@link KafkaClientProperties}. Safe for use by threads.
 */
public final class SourceSslEngineFactory implements SslEngineFactory {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private volatile @Nullable SourceHandle handle;

    /** Used by Kafka. */
    public SourceSslEngineFactory() {}

    @Override
    public void configure(Map<String, ?> configs) {
        handle = SourceHandle.in(configs);
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        SourceHandle present = handle;
        if (present == null) {
            throw new IllegalStateException("not configured");
        }
        Vended vended = present.vended();
        KafkaEndpoint.Tls tls = KafkaEndpoint.of(vended.details()).tls();
        SSLEngine engine = TlsIdentity.of(vended.credential())
                .trusting(tls.authoritiesPem())
                .createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (tls.hostNames() == KafkaEndpoint.HostNames.CHECKED) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        throw new IllegalStateException("a connection is a client's, it accepts none");
    }

    /** Never: each engine is made anew. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    /** Null, which means none: certificates are not kept here. */
    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    /** Null, which means none: authorities are not kept here. */
    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}
}
