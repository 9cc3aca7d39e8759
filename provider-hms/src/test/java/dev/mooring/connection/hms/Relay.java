package dev.mooring.connection.hms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to a server, whose port may change, and can be cut. Remembers what clients said. */
public final class Relay implements AutoCloseable {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private volatile int target;
    private volatile ServerSocket listener;
    private volatile Thread acceptor;

    public Relay(int target) {
        this.target = target;
        this.listener = listen(0);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections it took. */
    public long accepted() {
        return accepted.get();
    }

    /** What each client said so far, one character for each byte. */
    public List<String> heard() {
        return heard.stream()
                .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Passes new connections on to another port. */
    public void target(int port) {
        target = port;
    }

    /** Breaks all connections that are open. */
    public void interrupt() {
        sockets.forEach(Relay::close);
        sockets.clear();
    }

    /** Breaks all connections and takes no more. */
    public void cut() {
        close(listener);
        try {
            // until it has ended, the system goes on taking connections
            acceptor.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        interrupt();
    }

    /** Listens again, on the same port. */
    public void mend() {
        if (listener.isClosed()) {
            listener = listen(listener.getLocalPort());
        }
    }

    @Override
    public void close() {
        cut();
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            acceptor = start("relay", () -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                accepted.incrementAndGet();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                ByteArrayOutputStream said = new ByteArrayOutputStream();
                heard.add(said);
                start("relay-up", () -> pump(client, server, said));
                start("relay-down", () -> pump(server, client, OutputStream.nullOutputStream()));
            } catch (IOException e) {
                // cut, or the target is gone
            }
        }
    }

    private void pump(Socket from, Socket to, OutputStream copy) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copy.write(buffer, 0, read);
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side hung up
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
