package dev.mooring.connection.tck.emulator;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before a server on 127.0.0.1 and passes connections on; it can be cut, so that the server seems to be down, and
 * mended at the same port. Remembers how each client began. Safe for use by threads.
 */
public final class TcpRelay implements AutoCloseable {
    private static final int REMEMBERED = 64 << 10;

    private final int port;
    private final AtomicLong connections = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();
    private volatile int target;
    private ServerSocket listener;
    private Thread acceptor;

    private TcpRelay(int target) {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        this.acceptor = accepting(listener);
    }

    /** A relay to that port. */
    public static TcpRelay to(int port) {
        return new TcpRelay(port);
    }

    /** A relay that leads nowhere yet. */
    public static TcpRelay open() {
        return new TcpRelay(0);
    }

    /** Leads new connections to another port. */
    public void lead(int toPort) {
        target = toPort;
    }

    /** Its own port, the same for its whole life. */
    public int port() {
        return port;
    }

    /** How many connections came in. */
    public long connections() {
        return connections.get();
    }

    /** The first 64 KiB of what each client said, one character for each byte. */
    public List<String> heard() {
        return heard.stream()
                .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Ends the connections that there are. */
    public void interrupt() {
        open.forEach(TcpRelay::close);
        open.clear();
    }

    /** Refuses connections from now on and ends those that there are. */
    public synchronized void cut() {
        close(listener);
        try {
            // the system takes connections for as long as a thread waits for one
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        interrupt();
    }

    /** Takes connections again; without effect when it does. */
    public synchronized void mend() {
        if (listener.isClosed()) {
            listener = listen(port);
            acceptor = accepting(listener);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket listen(int at) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread accepting(ServerSocket socket) {
        return daemon(() -> {
            while (!socket.isClosed()) {
                accept(socket);
            }
        });
    }

    private void accept(ServerSocket socket) {
        try {
            Socket client = socket.accept();
            open.add(client);
            connections.incrementAndGet();
            pass(client);
        } catch (IOException e) {
            // it was cut
        }
    }

    /** A client whose server is gone is hung up on. */
    private void pass(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            heard.add(said);
            daemon(() -> pump(client, server, said));
            daemon(() -> pump(server, client, OutputStream.nullOutputStream()));
        } catch (IOException e) {
            client.close();
        }
    }

    private void pump(Socket from, Socket to, OutputStream copy) {
        byte[] buffer = new byte[8192];
        int remembered = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (remembered < REMEMBERED) {
                    copy.write(buffer, 0, Math.min(read, REMEMBERED - remembered));
                    remembered += read;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side hung up; the other is closed with it
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp-relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket did not close", e);
        }
    }
}
