package dev.mooring.connection;

import java.util.List;

/**
 * What the owner of a role has to paste into their cloud, ready made.
 *
 * @param documents the documents in the order they are needed
 * @param steps the console steps in order
 */
public record TrustDocuments(List<Document> documents, List<String> steps) {
    /**
     * One document.
     *
     * @param name a name such as {@code trust policy}
     * @param purpose where it goes and why
     * @param text the document itself, formatted JSON
     */
    public record Document(String name, String purpose, String text) {}

    /** Copies the lists. */
    public TrustDocuments {
        documents = List.copyOf(documents);
        steps = List.copyOf(steps);
    }
}
