package dev.mooring.examples;

import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.core.ConnectionLayer;
import java.util.List;

/** One cloud in the story of functions: its emulators in this process, and the customer who owns a role, a function and its code. */
interface FunctionCloud extends AutoCloseable {
    String FUNCTION = "resize";
    String CODE = "code/resize.py";
    String ANSWER = "{\"width\": 640}";
    String PROGRAM = "def resize(image): ...";

    /** What is emulated. */
    String title();

    /** A layer that runs in this cloud, as a principal of its own. */
    ConnectionLayer layer();

    /** The statement that creates the connection {@code udf}. */
    String create();

    /** The name under which a scope knows functions of this cloud. */
    String scheme();

    /** What the customer does in the console of the cloud with the documents; answers the names of those it took. */
    List<String> paste(TrustDocuments documents);

    /** Calls a function with the cloud's own client; answers the status and the body of its HTTP response. */
    String call(CredentialSource source) throws Exception;

    /** Reads the program of the function from the code bucket, with the cloud's own client. */
    String readCode(CredentialSource source) throws Exception;
}
