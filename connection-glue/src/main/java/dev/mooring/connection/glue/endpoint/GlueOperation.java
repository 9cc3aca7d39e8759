package dev.mooring.connection.glue.endpoint;

import static dev.mooring.connection.glue.catalog.GlueError.ACCESS_DENIED;
import static dev.mooring.connection.glue.catalog.GlueError.ALREADY_EXISTS;
import static dev.mooring.connection.glue.catalog.GlueError.CONCURRENT_MODIFICATION;
import static dev.mooring.connection.glue.catalog.GlueError.CONFLICT;
import static dev.mooring.connection.glue.catalog.GlueError.ENTITY_NOT_FOUND;
import static dev.mooring.connection.glue.catalog.GlueError.FEDERATION_SOURCE;
import static dev.mooring.connection.glue.catalog.GlueError.FEDERATION_SOURCE_RETRYABLE;
import static dev.mooring.connection.glue.catalog.GlueError.GLUE_ENCRYPTION;
import static dev.mooring.connection.glue.catalog.GlueError.INTERNAL_SERVICE;
import static dev.mooring.connection.glue.catalog.GlueError.INVALID_INPUT;
import static dev.mooring.connection.glue.catalog.GlueError.OPERATION_TIMEOUT;
import static dev.mooring.connection.glue.catalog.GlueError.RESOURCE_NUMBER_LIMIT_EXCEEDED;
import static dev.mooring.connection.glue.catalog.GlueError.THROTTLING;

import dev.mooring.connection.glue.catalog.GlueError;
import dev.mooring.connection.glue.json.JsonPart;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations that are served, and the exceptions that Glue documents for each. */
enum GlueOperation {
    CREATE_CONNECTION(
            "CreateConnection",
            Effect.CHANGES,
            Changes::create,
            ALREADY_EXISTS,
            INVALID_INPUT,
            OPERATION_TIMEOUT,
            RESOURCE_NUMBER_LIMIT_EXCEEDED,
            GLUE_ENCRYPTION),
    GET_CONNECTION(
            "GetConnection",
            Effect.READS,
            Reads::get,
            ENTITY_NOT_FOUND,
            OPERATION_TIMEOUT,
            INVALID_INPUT,
            GLUE_ENCRYPTION),
    GET_CONNECTIONS(
            "GetConnections",
            Effect.READS,
            Reads::list,
            ENTITY_NOT_FOUND,
            OPERATION_TIMEOUT,
            INVALID_INPUT,
            GLUE_ENCRYPTION),
    UPDATE_CONNECTION(
            "UpdateConnection",
            Effect.CHANGES,
            Changes::update,
            INVALID_INPUT,
            ENTITY_NOT_FOUND,
            OPERATION_TIMEOUT,
            GLUE_ENCRYPTION),
    DELETE_CONNECTION("DeleteConnection", Effect.CHANGES, Changes::delete, ENTITY_NOT_FOUND, OPERATION_TIMEOUT),
    BATCH_DELETE_CONNECTION("BatchDeleteConnection", Effect.CHANGES, Changes::deleteAll, OPERATION_TIMEOUT),
    /** It changes nothing here, but makes calls elsewhere. */
    TEST_CONNECTION(
            "TestConnection",
            Effect.CHANGES,
            Changes::test,
            INVALID_INPUT,
            OPERATION_TIMEOUT,
            RESOURCE_NUMBER_LIMIT_EXCEEDED,
            GLUE_ENCRYPTION,
            FEDERATION_SOURCE,
            ENTITY_NOT_FOUND),
    LIST_CONNECTION_TYPES("ListConnectionTypes", Effect.READS, ConnectionTypes::list),
    DESCRIBE_CONNECTION_TYPE("DescribeConnectionType", Effect.READS, ConnectionTypes::describe, INVALID_INPUT);

    /** What any operation of Glue may answer. */
    private static final Set<GlueError> GENERAL =
            EnumSet.of(ACCESS_DENIED, CONCURRENT_MODIFICATION, CONFLICT, INTERNAL_SERVICE, INVALID_INPUT, THROTTLING);

    private final String target;
    private final Effect effect;
    private final Function<Call, JsonPart.Struct> work;
    private final Set<GlueError> documented;

    /** Whether the same request may be received twice. */
    enum Effect {
        READS,
        CHANGES
    }

    GlueOperation(String target, Effect effect, Function<Call, JsonPart.Struct> work, GlueError... documented) {
        this.target = target;
        this.effect = effect;
        this.work = work;
        this.documented = Set.of(documented);
    }

    static Optional<GlueOperation> named(String target) {
        return Arrays.stream(values())
                .filter(operation -> ("AWSGlue." + operation.target).equals(target))
                .findFirst();
    }

    Effect effect() {
        return effect;
    }

    JsonPart.Struct run(Call call) {
        return work.apply(call);
    }

    /** The error itself where a client expects it here; else the nearest that it does. */
    GlueError expected(GlueError error) {
        if (documented.contains(error) || GENERAL.contains(error)) {
            return error;
        }
        if (error == FEDERATION_SOURCE_RETRYABLE && documented.contains(FEDERATION_SOURCE)) {
            return error;
        }
        return error == GLUE_ENCRYPTION || error == OPERATION_TIMEOUT ? INTERNAL_SERVICE : INVALID_INPUT;
    }

    /** As Glue spells it. */
    @Override
    public String toString() {
        return target;
    }
}
