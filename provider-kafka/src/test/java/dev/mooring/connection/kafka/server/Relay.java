package dev.mooring.connection.kafka.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP relay on 127.0.0.1 that can be cut, so that a server seems to be down. */
public final class Relay implements AutoCloseable {
    private final int port;
    private final AtomicLong connections = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private ServerSocket server;
    private Thread acceptor;

    private Relay() throws IOException {
        this.server = listen(0);
        this.port = server.getLocalPort();
        this.acceptor = accepting(server);
    }

    /** A relay that leads nowhere yet. */
    public static Relay open() throws IOException {
        return new Relay();
    }

    /** Leads new connections to that port of 127.0.0.1. */
    public void lead(int toPort) {
        target = toPort;
    }

    /** Its own port. */
    public int port() {
        return port;
    }

    /** How many connections came in. */
    public long connections() {
        return connections.get();
    }

    /** Refuses connections from now on and ends those there are. */
    public synchronized void cut() throws IOException, InterruptedException {
        server.close();
        // the system takes connections for as long as a thread waits for one
        acceptor.join(TimeUnit.SECONDS.toMillis(10));
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    /** Takes connections again. */
    public synchronized void mend() throws IOException {
        if (server.isClosed()) {
            server = listen(port);
            acceptor = accepting(server);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread accepting(ServerSocket from) {
        return daemon(() -> accept(from));
    }

    private static ServerSocket listen(int at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), at));
        return socket;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                open.add(client);
                connections.incrementAndGet();
                Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), target);
                open.add(behind);
                daemon(() -> pump(client, behind));
                daemon(() -> pump(behind, client));
            }
        } catch (IOException e) {
            // Cut, or the server behind is gone: either way this relay takes no more.
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side hung up; the other is closed with it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "test-relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
