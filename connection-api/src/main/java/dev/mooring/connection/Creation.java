package dev.mooring.connection;

/**
 * What became of a creation that minds a present connection of the same name.
 *
 * @param connection the connection that now has the name
 * @param outcome what this call did
 */
public record Creation(Connection connection, Outcome outcome) {
    /** What a call did. */
    public enum Outcome {
        CREATED,
        /** A present connection was given the draft's properties; its id and external id stayed. */
        REPLACED,
        ALREADY_EXISTED
    }
}
