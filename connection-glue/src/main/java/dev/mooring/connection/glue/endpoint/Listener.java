package dev.mooring.connection.glue.endpoint;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections and serves one request on each, a bounded number at a time, none of them for longer than its limits:
 * whoever sends slowly, reads slowly or does neither is cut off.
 */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    /** How long what is left of a request is read, so that its sender reads the answer. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final String BUSY = """
            HTTP/1.1 503 Service Unavailable\r
            Content-Length: 0\r
            Retry-After: 1\r
            Connection: close\r
            \r
            """;

    private final ServerSocket server;
    private final EndpointLimits limits;
    private final Function<ReceivedRequest, Answer> handler;
    private final Set<WireConnection> open = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService timer;

    Listener(ServerSocket server, EndpointLimits limits, Function<ReceivedRequest, Answer> handler) {
        this.server = server;
        this.limits = limits;
        this.handler = handler;
        this.workers = new ThreadPoolExecutor(
                0, limits.concurrency(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads("mooring-glue-"));
        this.timer = Executors.newSingleThreadScheduledExecutor(threads("mooring-glue-timer-"));
        threads("mooring-glue-accept-").newThread(this::accept).start();
    }

    private static ThreadFactory threads(String prefix) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!server.isClosed()) {
                    // a client went before it was served, or the machine is short of something: the next may do better
                    LOG.debug(
                            "a connection could not be taken: {}", e.getClass().getName());
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Socket socket) throws IOException {
        WireConnection connection = new WireConnection(socket);
        open.add(connection);
        try {
            workers.execute(() -> serve(connection));
        } catch (OutOfMemoryError e) {
            // no thread is left for it
            end(connection);
            throw e;
        } catch (RejectedExecutionException e) {
            if (!(socket instanceof SSLSocket)) {
                // written into the socket's own buffer: nobody is waited for, as a handshake would be
                socket.getOutputStream().write(BUSY.getBytes(StandardCharsets.US_ASCII));
            }
            end(connection);
        }
    }

    private void serve(WireConnection connection) {
        Future<?> reading = endAfter(limits.reading(), connection);
        Future<?> answering = endAfter(limits.reading().plus(limits.answering()), connection);
        try {
            connection.write(answer(connection, reading));
            linger(connection);
        } catch (IOException | RuntimeException e) {
            // the client is gone or was cut off; a failure of the handler was answered already
            LOG.debug("a connection ended early: {}", e.getClass().getName());
        } finally {
            reading.cancel(false);
            answering.cancel(false);
            end(connection);
        }
    }

    private void linger(WireConnection connection) throws IOException {
        Future<?> lingering = endAfter(LINGER, connection);
        try {
            connection.drain();
        } finally {
            lingering.cancel(false);
        }
    }

    private Answer answer(WireConnection connection, Future<?> reading) throws IOException {
        ReceivedRequest request;
        try {
            request = connection.read(limits.requestBytes());
        } catch (Refusal refusal) {
            return Answer.refusing(refusal, UUID.randomUUID().toString());
        }
        reading.cancel(false);
        return handler.apply(request);
    }

    private Future<?> endAfter(Duration limit, WireConnection connection) {
        return timer.schedule(() -> end(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end(WireConnection connection) {
        open.remove(connection);
        connection.end();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("the listening socket was closed already");
        }
        open.forEach(this::end);
        workers.shutdownNow();
        timer.shutdownNow();
    }
}
