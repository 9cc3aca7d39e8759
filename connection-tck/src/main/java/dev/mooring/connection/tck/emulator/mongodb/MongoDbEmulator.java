package dev.mooring.connection.tck.emulator.mongodb;

import dev.mooring.connection.tck.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Emulates a MongoDB server on 127.0.0.1, no more: it speaks the protocol, verifies SCRAM's proofs and clients' certificates,
 * and refuses as MongoDB does, but holds no documents. Safe for use by threads.
 */
public final class MongoDbEmulator implements AutoCloseable {
    /** The login by a certificate. */
    public static final String X509 = "MONGODB-X509";

    private static final char[] NO_PASSWORD = "emulated".toCharArray();

    private final ServerSocket listener;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Set<String> certified = ConcurrentHashMap.newKeySet();
    private final Set<String> collections = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile Set<String> mechanisms = Set.of("SCRAM-SHA-256", "SCRAM-SHA-1", X509);
    private volatile Optional<String> replicaSet = Optional.empty();
    private volatile boolean isDenying;
    private volatile boolean isThrottling;

    private MongoDbEmulator(ServerSocket listener) {
        this.listener = listener;
        thread("mongodb-accept", this::accept);
    }

    /** Starts one that speaks no TLS. */
    public static MongoDbEmulator start() {
        try {
            return new MongoDbEmulator(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one that speaks TLS only, with that identity, and asks clients for certificates of the authority. */
    public static MongoDbEmulator start(TestCertificates authority, TestCertificates.Identity server) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(server.pkcs12(String.valueOf(NO_PASSWORD))), NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(authority.trustPkcs12(String.valueOf(NO_PASSWORD))));
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            SSLServerSocket listener = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
            listener.setWantClientAuth(true);
            return new MongoDbEmulator(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Adds a user with a password, or changes the password. */
    public void password(String user, String password) {
        passwords.put(user, password);
    }

    /** Lets in whoever shows a certificate of that subject, for instance {@code CN=ann}. */
    public void certify(String subject) {
        certified.add(subject);
    }

    /** Knows no certificate any more. */
    public void forgetCertified() {
        certified.clear();
    }

    /** Adds an empty collection, as {@code database.collection}. */
    public void collection(String name) {
        collections.add(name);
    }

    /** Offers those kinds of login only. */
    public void offer(String... some) {
        mechanisms = Set.of(some);
    }

    /** Says that it is the primary of a replica set of that name. */
    public void replicaSet(String name) {
        replicaSet = Optional.of(name);
    }

    /** Whether reading is refused from now on. */
    public void deny(boolean denied) {
        isDenying = denied;
    }

    /** Whether users are told that there are too many requests. */
    public void throttle(boolean throttled) {
        isThrottling = throttled;
    }

    /** The names of all commands so far, in order. */
    public List<String> commands() {
        return List.copyOf(heard);
    }

    Map<String, String> passwords() {
        return passwords;
    }

    Set<String> certified() {
        return certified;
    }

    Set<String> collections() {
        return collections;
    }

    Optional<String> replicaSet() {
        return replicaSet;
    }

    boolean offers(String mechanism) {
        return mechanisms.contains(mechanism);
    }

    boolean isDenying() {
        return isDenying;
    }

    boolean isThrottling() {
        return isThrottling;
    }

    void heard(String command) {
        heard.add(command);
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
                thread("mongodb-session", () -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new EmulatedSession(this, socket).serve();
        } catch (IOException e) {
            // the client went, or spoke something else
        } finally {
            open.remove(socket);
        }
    }

    private static KeyStore store(byte[] pkcs12) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(pkcs12), NO_PASSWORD);
        return store;
    }

    private static void thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
