package dev.mooring.connection.jdbc.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Makes sockets whose reads end when their thread is interrupted, so that a server which sends a byte now and then does not
 * hold a thread for ever: no driver bounds a login as a whole. Made by drivers, which find its name in their properties. Safe
 * for use by threads.
 */
public final class InterruptibleSockets extends SocketFactory {
    /** Used by drivers. */
    public InterruptibleSockets() {}

    @Override
    public Socket createSocket() throws IOException {
        return SocketChannel.open().socket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port));
    }

    private static Socket connected(SocketAddress server) throws IOException {
        return SocketChannel.open(server).socket();
    }
}
