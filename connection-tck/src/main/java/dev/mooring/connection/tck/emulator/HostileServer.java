package dev.mooring.connection.tck.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server on 127.0.0.1 that takes connections and means no good. It keeps what it is sent. Safe for use by threads. */
public final class HostileServer implements AutoCloseable {
    private static final long DRIP = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocket listener;
    private final Manner manner;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What it does with a connection. */
    public enum Manner {
        /** Says nothing. */
        SILENT,
        /** Sends a byte now and then, for ever. */
        DRIPPING,
        /** Closes at once. */
        CLOSING,
        /** Speaks HTTP. */
        HTTP,
        /** Sends what no protocol starts with. */
        NOISE
    }

    private HostileServer(Manner manner) throws IOException {
        this.manner = manner;
        this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        thread("hostile-accept", this::accept);
    }

    /** Starts one on a free port. */
    public static HostileServer start(Manner manner) {
        try {
            return new HostileServer(manner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections it took so far. */
    public int connections() {
        return open.size();
    }

    /** All that it was sent so far, byte by character. */
    public String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                thread("hostile-read", () -> read(socket));
                thread("hostile-write", () -> answer(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void read(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8192];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                synchronized (received) {
                    received.write(part, 0, count);
                }
            }
        } catch (IOException e) {
            // the other side went
        }
    }

    private void answer(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            switch (manner) {
                case SILENT -> {}
                case CLOSING -> socket.close();
                case HTTP -> {
                    out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    socket.close();
                }
                case NOISE -> {
                    out.write(new byte[] {(byte) 0xff, 0, (byte) 0xfe, 1, 2, 3, (byte) 0x80, 127, 13, 10});
                    out.flush();
                    socket.shutdownOutput();
                }
                case DRIPPING -> {
                    while (!socket.isClosed()) {
                        out.write('S');
                        out.flush();
                        LockSupport.parkNanos(DRIP);
                    }
                }
            }
        } catch (IOException e) {
            // the other side went
        }
    }

    private static void thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
