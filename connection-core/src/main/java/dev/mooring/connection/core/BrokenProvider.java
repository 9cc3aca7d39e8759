package dev.mooring.connection.core;

/**
 * A provider that is installed but can not be used.
 *
 * @param name its class, or the entry that names it
 * @param origin the jar or directory it is in
 * @param cause why it can not be used
 * @param remedy what to do about it
 */
public record BrokenProvider(String name, String origin, String cause, String remedy) {
    /** A provider whose loading failed. */
    public static BrokenProvider of(String name, String origin, Throwable cause) {
        String remedy = cause instanceof ClassNotFoundException || cause instanceof LinkageError
                ? "add the dependencies of that provider to the class path, in versions that fit together"
                : "report this to the author of the provider";
        return new BrokenProvider(name, origin, cause.toString(), remedy);
    }

    /** A provider that was packed into a jar whose services file lost its entry. */
    public static BrokenProvider lostEntry(String name, String jar, String services) {
        return new BrokenProvider(
                name,
                jar,
                "the jar holds this provider, but its " + services
                        + " does not name it: packing several jars into one overwrote the file",
                "merge services files when packing, for instance with the shade plugin's ServicesResourceTransformer");
    }

    @Override
    public String toString() {
        return name + " in " + origin + " can not be used: " + cause + " [" + remedy + "]";
    }
}
