package dev.mooring.connection.hdfs.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * The sockets of one file system. Hadoop shares its RPC client, with the limits and the permission to fall back that were
 * set first, among all whose socket factories are equal; this one equals only itself, so that each connection keeps to its
 * own settings and its sockets end when its file system is closed. Made by Hadoop, by name.
 */
public class OwnSocketFactory extends SocketFactory {
    /** Used by Hadoop. */
    public OwnSocketFactory() {}

    @Override
    public Socket createSocket() throws IOException {
        return SocketChannel.open().socket();
    }

    @Override
    public final Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return bound(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public final Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return bound(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }

    private Socket bound(InetSocketAddress address, InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        socket.bind(local);
        socket.connect(address);
        return socket;
    }
}
