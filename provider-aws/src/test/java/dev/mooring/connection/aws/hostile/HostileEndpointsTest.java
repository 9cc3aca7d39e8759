package dev.mooring.connection.aws.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileEndpointsTest {
    private static final String TOKEN = "CANARY-PLATFORM-SESSION-TOKEN";
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> second = new CopyOnWriteArrayList<>();
    private HttpServer evil;
    private HttpServer other;
    private volatile boolean redirect;

    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new AwsProvider())
            .serviceIdentity(
                    Cloud.AWS,
                    () -> new Credential.Session(
                            "ASIAPLATFORM0000000A",
                            Secret.of("CANARY-PLATFORM-SECRET"),
                            Secret.of(TOKEN),
                            Instant.now().plusSeconds(3000)))
            .open();

    @BeforeEach
    void serve() throws Exception {
        evil = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            second.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().entrySet());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        evil.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet() + " " + body);
            if (redirect) {
                exchange.getResponseHeaders()
                        .add(
                                "Location",
                                "http://127.0.0.1:" + other.getAddress().getPort() + "/x");
                exchange.sendResponseHeaders(302, -1);
            } else {
                byte[] answer = ("<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>you sent "
                                + exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")
                                + "</Message></Error><RequestId>r</RequestId></ErrorResponse>")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(403, answer.length);
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        evil.start();
        other.start();
    }

    @AfterEach
    void close() {
        layer.close();
        evil.stop(0);
        other.stop(0);
    }

    private String evilUrl() {
        return "http://127.0.0.1:" + evil.getAddress().getPort();
    }

    @Test
    void thePlatformsTokenGoesToNoUsersHost() {
        Connections eve = layer.workspace("evil", "eve");
        eve.create(ConnectionDraft.of("lake", "S3")
                .property("REGION", "eu-west-1")
                .property("ROLE_ARN", "arn:aws:iam::123456789012:role/lake")
                .property("STS_ENDPOINT", evilUrl())
                .build());
        Throwable failure = catchThrowable(() -> eve.vend("lake", AccessScope.read("s3://bucket/a/")));
        String report = eve.test("lake", TestOptions.readOnly()).toString();
        assertThat(report).doesNotContain(TOKEN);
        assertThat(seen).noneMatch(s -> s.contains(TOKEN));
        assertThat(failure.toString()).doesNotContain(TOKEN);
    }

    @Test
    void anAlteredEndpointGetsNoStoredSecret() {
        Connections eve = layer.workspace("w", "eve");
        eve.create(ConnectionDraft.of("keys", "S3")
                .property("REGION", "eu-west-1")
                .property("ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")
                .property("SECRET_KEY", "CANARY-STORED-SECRET")
                .build());
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> eve.alter(
                        "keys", Alteration.builder().set("ENDPOINT", evilUrl()).build()))
                .matches(e -> e.remedy().contains("SECRET_KEY"));
        eve.test("keys", TestOptions.readOnly().within(Duration.ofSeconds(1)));
        assertThat(seen).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() {
        redirect = true;
        Connections eve = layer.workspace("w", "eve");
        eve.create(ConnectionDraft.of("keys", "S3")
                .property("REGION", "eu-west-1")
                .property("ENDPOINT", evilUrl())
                .property("ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")
                .property("SECRET_KEY", "CANARY-STORED-SECRET")
                .build());
        eve.test("keys", TestOptions.readOnly().scope(AccessScope.read("s3://bucket/a/")));
        assertThat(second).isEmpty();
    }

    @Test
    void exceptionsSerialise() throws Exception {
        Connections eve = layer.workspace("w", "eve");
        eve.create(ConnectionDraft.of("lake", "S3")
                .property("REGION", "eu-west-1")
                .property("ROLE_ARN", "arn:aws:iam::123456789012:role/lake")
                .property("STS_ENDPOINT", evilUrl())
                .build());
        Throwable failure = catchThrowable(() -> eve.vend("lake", AccessScope.read("s3://bucket/a/")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Throwable broken = catchThrowable(() -> new ObjectOutputStream(bytes).writeObject(failure));
        assertThat(broken).isNull();
    }

    @Test
    void aSecretInThePlaceOfTheIdIsRefused() {
        Connections eve = layer.workspace("w", "eve");
        Throwable failure = catchThrowable(() -> eve.create(ConnectionDraft.of("keys", "S3")
                .property("REGION", "eu-west-1")
                .property("ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
                .property("SECRET_KEY", "AKIAIOSFODNN7EXAMPLE")
                .build()));
        assertThat(failure).isNotNull();
    }
}
