package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.support.network.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS for PostgreSQL's driver, which trusts the authorities that stand as text in the driver's properties, and shows no
 * certificate: the driver's own factory would look for files in the user's home. Made by the driver. Safe for use by threads.
 */
public final class PostgresTls extends SSLSocketFactory {
    /** The property that holds the authorities; no certificate of theirs is secret. */
    static final String AUTHORITIES = "sslfactoryarg";

    private final SSLSocketFactory factory;

    /** Used by the driver, with its properties. */
    public PostgresTls(Properties properties) {
        this.factory = TlsIdentity.of(new Credential.Anonymous())
                .trusting(Optional.ofNullable(properties.getProperty(AUTHORITIES)))
                .getSocketFactory();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return factory.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return factory.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return factory.createSocket(address, port, localAddress, localPort);
    }
}
