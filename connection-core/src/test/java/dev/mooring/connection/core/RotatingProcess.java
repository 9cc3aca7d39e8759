package dev.mooring.connection.core;

import dev.mooring.connection.core.keys.SealingKey;
import dev.mooring.connection.core.keys.SealingKey.State;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that adds a key, rotates to it and retires the one before, without end, and tells each step. */
final class RotatingProcess {
    private RotatingProcess() {}

    /** Arguments: the layer's directory. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path directory = Path.of(arguments[0]);
        Keyring keyring = new TellingKeyring(Keyring.inFile(directory.resolve("keyring.json")), out);
        try (ConnectionLayer layer = ConnectionLayer.in(directory)
                .provider(new FakeProvider())
                .keyring(keyring)
                .sleeper(millis -> {})
                .open()) {
            out.println("ready");
            while (true) {
                layer.keys().add();
                layer.keys().rotate();
                layer.keys().list().stream()
                        .filter(key -> key.state() == State.IN_FORCE && key.connections() == 0)
                        .map(SealingKey::id)
                        .forEach(layer.keys()::retire);
                out.println("retired");
            }
        }
    }

    /** Tells before everything that it does. */
    private record TellingKeyring(Keyring keyring, PrintStream out) implements Keyring {
        @Override
        public String place() {
            return keyring.place();
        }

        @Override
        public List<String> keyIds() {
            return keyring.keyIds();
        }

        @Override
        public String firstKeyId() {
            return keyring.firstKeyId();
        }

        @Override
        public WrappedKey wrap(String keyId, byte[] dataKey, byte[] context) {
            out.println("wrap");
            return keyring.wrap(keyId, dataKey, context);
        }

        @Override
        public byte[] unwrap(WrappedKey key, byte[] context) {
            return keyring.unwrap(key, context);
        }

        @Override
        public String add() {
            out.println("add");
            return keyring.add();
        }

        @Override
        public void beginWith(String keyId) {
            out.println("begin");
            keyring.beginWith(keyId);
        }

        @Override
        public void disable(String keyId) {
            out.println("disable");
            keyring.disable(keyId);
        }
    }
}
