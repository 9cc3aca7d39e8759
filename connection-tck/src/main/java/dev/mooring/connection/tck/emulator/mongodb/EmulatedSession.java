package dev.mooring.connection.tck.emulator.mongodb;

import dev.mooring.connection.tck.emulator.mongodb.Wire.Command;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** One connection of a client. Used by one thread. */
final class EmulatedSession {
    private static final Set<String> FOR_ANYBODY =
            Set.of("hello", "isMaster", "ismaster", "saslStart", "saslContinue", "authenticate", "ping", "endSessions");
    private static final BsonInt32 CONVERSATION = new BsonInt32(1);

    private final MongoDbEmulator server;
    private final Socket socket;
    private Optional<ScramLogin> login = Optional.empty();
    private Optional<String> user = Optional.empty();

    EmulatedSession(MongoDbEmulator server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** Answers commands until the client goes. */
    void serve() throws IOException {
        Wire wire = new Wire(socket.getInputStream(), socket.getOutputStream());
        while (!socket.isClosed()) {
            Command command = wire.next();
            String name = command.body().getFirstKey();
            server.heard(name);
            wire.answer(command, answer(name, command.body()));
        }
    }

    private BsonDocument answer(String name, BsonDocument body) {
        if (user.isEmpty() && !FOR_ANYBODY.contains(name)) {
            return failure(13, "Unauthorized", "command " + name + " requires authentication");
        }
        return switch (name) {
            case "hello", "isMaster", "ismaster" -> hello(body);
            case "saslStart" -> start(body);
            case "saslContinue" -> proceed(body);
            case "authenticate" -> certificate();
            case "ping" -> server.isThrottling() && user.isPresent() ? throttled() : success();
            case "endSessions" -> success();
            case "listCollections" -> collections(body);
            case "find" -> find(body);
            default -> failure(59, "CommandNotFound", "no such command: '" + name + "'");
        };
    }

    private BsonDocument hello(BsonDocument body) {
        BsonDocument answer = success()
                .append(body.getFirstKey().equals("hello") ? "isWritablePrimary" : "ismaster", BsonBoolean.TRUE)
                .append("helloOk", BsonBoolean.TRUE)
                .append("maxBsonObjectSize", new BsonInt32(16 << 20))
                .append("maxMessageSizeBytes", new BsonInt32(48_000_000))
                .append("maxWriteBatchSize", new BsonInt32(100_000))
                .append("localTime", new BsonDateTime(System.currentTimeMillis()))
                .append("minWireVersion", new BsonInt32(0))
                .append("maxWireVersion", new BsonInt32(21))
                .append("readOnly", BsonBoolean.FALSE);
        server.replicaSet().ifPresent(name -> {
            BsonString here = new BsonString("127.0.0.1:" + server.port());
            answer.append("setName", new BsonString(name))
                    .append("hosts", new BsonArray(List.of(here)))
                    .append("me", here)
                    .append("primary", here);
        });
        return answer;
    }

    private BsonDocument start(BsonDocument body) {
        String mechanism = text(body, "mechanism");
        if (!server.offers(mechanism)) {
            return failure(
                    334,
                    "MechanismUnavailable",
                    "Received authentication for mechanism " + mechanism + " which is not enabled");
        }
        ScramLogin begun = new ScramLogin(mechanism, server.passwords());
        login = Optional.of(begun);
        return step(begun.first(payload(body)), false);
    }

    private BsonDocument proceed(BsonDocument body) {
        Optional<String> proof = login.flatMap(begun -> begun.last(payload(body)));
        if (proof.isEmpty()) {
            login = Optional.empty();
            return rejected();
        }
        user = login.map(ScramLogin::user);
        return step(proof.get(), true);
    }

    private BsonDocument certificate() {
        if (!server.offers(MongoDbEmulator.X509)) {
            return failure(334, "MechanismUnavailable", "MONGODB-X509 is not enabled");
        }
        Optional<String> subject = subject().filter(server.certified()::contains);
        user = subject;
        return subject.isPresent() ? success() : rejected();
    }

    private Optional<String> subject() {
        if (!(socket instanceof SSLSocket secured)) {
            return Optional.empty();
        }
        try {
            return Optional.of(secured.getSession().getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private BsonDocument collections(BsonDocument body) {
        String wanted = body.getDocument("filter", new BsonDocument())
                .getString("name", new BsonString(""))
                .getValue();
        BsonArray found = new BsonArray();
        if (server.collections().contains(text(body, "$db") + "." + wanted)) {
            found.add(new BsonDocument("name", new BsonString(wanted)).append("type", new BsonString("collection")));
        }
        return cursor(text(body, "$db") + ".$cmd.listCollections", found);
    }

    private BsonDocument find(BsonDocument body) {
        String name = text(body, "$db") + "." + text(body, "find");
        return server.isDenying()
                ? failure(13, "Unauthorized", "not authorized on " + text(body, "$db") + " to execute command")
                : cursor(name, new BsonArray());
    }

    private static BsonDocument cursor(String name, BsonArray batch) {
        return success()
                .append(
                        "cursor",
                        new BsonDocument("firstBatch", batch)
                                .append("id", new BsonInt64(0))
                                .append("ns", new BsonString(name)));
    }

    private static BsonDocument step(String payload, boolean isDone) {
        return success()
                .append("conversationId", CONVERSATION)
                .append("done", BsonBoolean.valueOf(isDone))
                .append("payload", new BsonBinary(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private static String payload(BsonDocument body) {
        return new String(body.getBinary("payload").getData(), StandardCharsets.UTF_8);
    }

    private static String text(BsonDocument body, String name) {
        BsonValue value = body.get(name, new BsonString(""));
        return value.isString() ? value.asString().getValue() : "";
    }

    private static BsonDocument success() {
        return new BsonDocument("ok", new BsonDouble(1));
    }

    private static BsonDocument rejected() {
        return failure(18, "AuthenticationFailed", "Authentication failed.");
    }

    private static BsonDocument throttled() {
        return failure(462, "IngressRequestRateLimitExceeded", "the rate of requests is limited");
    }

    private static BsonDocument failure(int code, String name, String message) {
        return new BsonDocument("ok", new BsonDouble(0))
                .append("errmsg", new BsonString(message))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(name));
    }
}
