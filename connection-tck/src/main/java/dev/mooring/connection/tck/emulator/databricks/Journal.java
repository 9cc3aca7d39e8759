package dev.mooring.connection.tck.emulator.databricks;

import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What came in, what was granted and what was issued. */
final class Journal {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Received> granted = new CopyOnWriteArrayList<>();
    private final List<String> issued = new CopyOnWriteArrayList<>();

    void called(EmulatedRequest request) {
        calls.add(request.toString());
    }

    void granted(Received request) {
        granted.add(request);
    }

    /** Remembers a secret and returns it. */
    String issue(String secret) {
        issued.add(secret);
        return secret;
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    List<Received> granted() {
        return List.copyOf(granted);
    }

    List<String> issued() {
        return List.copyOf(issued);
    }
}
