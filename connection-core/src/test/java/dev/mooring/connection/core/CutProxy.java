package dev.mooring.connection.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A way to a server of 127.0.0.1 that breaks once, at a COMMIT that passes in the clear. */
public final class CutProxy implements AutoCloseable {
    private static final String COMMIT = "COMMIT";

    /** When the way breaks. */
    public enum Cut {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final ServerSocket entrance;
    private final int target;
    private final AtomicReference<Cut> armed = new AtomicReference<>();
    private final List<Socket> sockets = new ArrayList<>();

    public CutProxy(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        daemon(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Breaks the way of the next connection that commits. */
    public void cutNext(Cut cut) {
        armed.set(cut);
    }

    /** Whether the way is yet to break. */
    public boolean isArmed() {
        return armed.get() != null;
    }

    private void accept() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            Socket server = new Socket(entrance.getInetAddress(), target);
            synchronized (sockets) {
                sockets.add(client);
                sockets.add(server);
            }
            daemon(() -> forward(client, server));
            daemon(() -> server.getInputStream().transferTo(client.getOutputStream()));
        }
    }

    private void forward(Socket client, Socket server) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            Cut cut = new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(COMMIT)
                    ? armed.getAndSet(null)
                    : null;
            if (cut != null) {
                // what the server answers reaches nobody
                client.close();
            }
            if (cut != Cut.BEFORE_COMMIT) {
                out.write(buffer, 0, length);
                out.flush();
            }
            if (cut != null) {
                server.shutdownOutput();
                return;
            }
        }
        server.shutdownOutput();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one of both sides is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
