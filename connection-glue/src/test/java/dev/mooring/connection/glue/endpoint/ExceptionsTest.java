package dev.mooring.connection.glue.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.glue.catalog.GlueError;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GlueException;

/** Whatever happens here, AWS's client receives an exception that it knows, for every operation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExceptionsTest {
    private static final List<Consumer<GlueClient>> OPERATIONS = List.of(
            glue -> glue.createConnection(request -> request.connectionInput(input -> input.name("c")
                    .connectionType("JDBC")
                    .connectionPropertiesWithStrings(Rig.database("h", FakeDatabases.PASSWORD)))),
            glue -> glue.getConnection(request -> request.name("c")),
            glue -> glue.getConnections(request -> {}),
            glue -> glue.updateConnection(request -> request.name("c")
                    .connectionInput(input -> input.name("c")
                            .connectionType("JDBC")
                            .connectionPropertiesWithStrings(Rig.database("h", FakeDatabases.PASSWORD)))),
            glue -> glue.deleteConnection(request -> request.connectionName("c")),
            glue -> glue.testConnection(request -> request.connectionName("c")));

    private final Rig rig = Rig.inMemory();
    private final AtomicReference<ConnectionError> failure = new AtomicReference<>(ConnectionError.CLOSED);
    private final GlueClient glue = rig.client(rig.endpoint(this::failing, settings -> settings, builder -> builder));

    /** A fake that fails whatever it is asked. */
    private Connections failing(String workspace, String user) {
        return (Connections) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connections.class}, (proxy, method, arguments) -> {
                    throw new ConnectionException(failure.get(), "the fake fails");
                });
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void everyFailureIsAnExceptionThatTheOperationMayThrow() {
        Set<GlueError> received = new HashSet<>();
        for (ConnectionError code : ConnectionError.values()) {
            failure.set(code);
            for (Consumer<GlueClient> operation : OPERATIONS) {
                GlueException thrown = catchThrowableOfType(GlueException.class, () -> operation.accept(glue));
                assertThat(thrown).as("%s", code).isNotNull();
                GlueError error = GlueError.named(thrown.awsErrorDetails().errorCode())
                        .orElseThrow(() -> new AssertionError(code + " became " + thrown));
                assertThat(thrown.getMessage()).contains(code.name());
                assertThat(thrown.statusCode()).isEqualTo(error.status());
                received.add(error);
            }
        }
        Set<GlueError> all = new HashSet<>(List.of(GlueError.values()));
        all.remove(GlueError.THROTTLING);
        assertThat(received).isEqualTo(all);
    }

    @Test
    void documentedExceptionsArriveAsTheirClasses() {
        Map<ConnectionError, String> ofCreate = Map.of(
                ConnectionError.NAME_ALREADY_EXISTS, "AlreadyExistsException",
                ConnectionError.INVALID_PROPERTIES, "InvalidInputException",
                ConnectionError.TIMED_OUT, "OperationTimeoutException",
                ConnectionError.QUOTA_EXCEEDED, "ResourceNumberLimitExceededException",
                ConnectionError.SECRET_UNREADABLE, "GlueEncryptionException",
                ConnectionError.ENDPOINT_UNREACHABLE, "InvalidInputException");
        ofCreate.forEach(
                (code, exception) -> assertThat(thrown(code, OPERATIONS.get(0))).isEqualTo(exception));
        Map<ConnectionError, String> ofTest = Map.of(
                ConnectionError.CONNECTION_NOT_FOUND, "EntityNotFoundException",
                ConnectionError.ENDPOINT_UNREACHABLE, "FederationSourceException",
                ConnectionError.ISSUER_THROTTLED, "FederationSourceRetryableException",
                ConnectionError.NOT_AUTHORIZED, "AccessDeniedException",
                ConnectionError.CONNECTION_DISABLED, "ConflictException",
                ConnectionError.TIMED_OUT, "OperationTimeoutException",
                ConnectionError.SECRET_UNREADABLE, "GlueEncryptionException",
                ConnectionError.PROVIDER_CONTRACT, "InternalServiceException");
        ofTest.forEach(
                (code, exception) -> assertThat(thrown(code, OPERATIONS.get(5))).isEqualTo(exception));
        assertThat(thrown(ConnectionError.CONCURRENT_CHANGE, OPERATIONS.get(3)))
                .isEqualTo("ConcurrentModificationException");
    }

    private String thrown(ConnectionError code, Consumer<GlueClient> operation) {
        failure.set(code);
        return catchThrowableOfType(GlueException.class, () -> operation.accept(glue))
                .getClass()
                .getSimpleName();
    }
}
