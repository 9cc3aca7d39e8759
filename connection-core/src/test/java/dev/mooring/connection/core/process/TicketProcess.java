package dev.mooring.connection.core.process;

import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process with a layer and a user of its own that turns one ticket into many sources and asks all of them at once. It
 * says what each got, and again for one source whose credential it rejects first.
 */
final class TicketProcess {
    static final String GOT = "got ";
    static final String RENEWED = "renewed ";

    private TicketProcess() {}

    /** Arguments: the layer's directory, its user, the file of the ticket, how many sources. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SourceTicket ticket;
        try (var file = new ObjectInputStream(Files.newInputStream(Path.of(arguments[2])))) {
            ticket = (SourceTicket) file.readObject();
        }
        int sources = Integer.parseInt(arguments[3]);
        ExecutorService threads = Executors.newFixedThreadPool(sources);
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[0]))
                .provider(new TokenProvider())
                .open()) {
            Connections connections = layer.workspace(ticket.workspace(), arguments[1]);
            for (TokenService.Token token : atOnce(threads, sources, () -> connections.source(ticket))) {
                out.println(GOT + token);
            }
            CredentialSource source = connections.source(ticket);
            source.rejected(source.get());
            out.println(RENEWED + TokenProvider.token(source.get()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<TokenService.Token> atOnce(
            ExecutorService threads, int sources, Callable<CredentialSource> turn) throws Exception {
        CyclicBarrier together = new CyclicBarrier(sources);
        List<Future<TokenService.Token>> asked = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            asked.add(threads.submit(() -> {
                together.await();
                return TokenProvider.token(turn.call().get());
            }));
        }
        List<TokenService.Token> got = new ArrayList<>();
        for (Future<TokenService.Token> token : asked) {
            got.add(token.get());
        }
        return got;
    }
}
