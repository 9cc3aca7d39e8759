package dev.mooring.connection.kafka;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.Certificates;

/**
 * A client's identity in TLS.
 *
 * @param chain its certificate and those above it
 * @param keyPem its private key, PKCS#8 in PEM, not encrypted
 */
record ClientCertificate(Certificates chain, Secret keyPem) {}
