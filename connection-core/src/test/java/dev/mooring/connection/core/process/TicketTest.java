package dev.mooring.connection.core.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.core.ChildJvm;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket names a source; whoever opens it in another process is known there by their own name. */
class TicketTest {
    private static final String FIRST = "ann.first";
    private static final String SECOND = "bob.second";
    private static final int SOURCES = 500;

    @TempDir
    Path directory;

    private TokenService service;

    @BeforeEach
    void start() throws IOException {
        service = TokenService.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void renewsInAnotherProcessUnderTheNameOfItsUser() throws Exception {
        Path ticket = directory.resolve("ticket");
        service.life(Duration.ofSeconds(3));
        Files.write(ticket, ticketOfFirst());
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> System.currentTimeMillis() > service.lastExpiry());
        service.life(Duration.ofMinutes(30));
        int before = service.calls().size();

        List<String> said;
        try (ChildJvm child =
                ChildJvm.start(TicketProcess.class, directory.toString(), SECOND, ticket.toString(), "" + SOURCES)) {
            said = child.linesUntil(TicketProcess.RENEWED);
        }

        List<TokenService.Call> calls =
                service.calls().subList(before, service.calls().size());
        assertThat(calls).hasSize(2).allMatch(call -> call.session().equals("cl-w-" + SECOND));
        assertThat(said.subList(0, SOURCES))
                .as("what all sources got from one call")
                .containsOnly(TicketProcess.GOT + calls.get(0).token());
        assertThat(said.subList(SOURCES, said.size()))
                .containsExactly(TicketProcess.RENEWED + calls.get(1).token());
    }

    @Test
    void holdsNeitherASecretNorAPrincipal() throws Exception {
        String written = new String(ticketOfFirst(), ISO_8859_1);
        assertThat(service.calls()).extracting(TokenService.Call::session).containsOnly("cl-w-" + FIRST);
        assertThat(written).contains("tokens://orders=READ,LIST").doesNotContain(FIRST, TokenProvider.SECRET);
        service.calls()
                .forEach(call -> assertThat(written)
                        .doesNotContain(
                                call.token().toString(),
                                call.session(),
                                "" + call.token().expires()));
        assertThat(written).doesNotContain(Credential.class.getPackageName(), service.address());
    }

    /** The bytes of a ticket whose source has vended already. */
    private byte[] ticketOfFirst() throws IOException {
        try (ConnectionLayer layer =
                ConnectionLayer.in(directory).provider(new TokenProvider()).open()) {
            Connections connections = layer.workspace("w", FIRST);
            connections.create(TokenProvider.draft("c", service.address(), "m").build());
            CredentialSource source = connections.source("c", TokenProvider.SCOPE);
            assertThat(TokenProvider.token(source.get()).number()).isEqualTo(1);
            return written(source.ticket());
        }
    }

    private static byte[] written(SourceTicket ticket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ticket);
        }
        return bytes.toByteArray();
    }
}
