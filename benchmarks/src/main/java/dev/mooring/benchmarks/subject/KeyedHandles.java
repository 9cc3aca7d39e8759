package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.subject.Subject.Handle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a caller adds to a library that keeps one credential per object: a map of them. */
final class KeyedHandles {
    private final Map<String, Handle> handles = new ConcurrentHashMap<>();

    /** Keeps the handle and reads the map at every call. */
    Handle lookup(String key, Handle handle) {
        handles.put(key, handle);
        return () -> find(key).get();
    }

    private Handle find(String key) {
        Handle handle = handles.get(key);
        if (handle == null) {
            throw new IllegalStateException("no handle for " + key);
        }
        return handle;
    }
}
