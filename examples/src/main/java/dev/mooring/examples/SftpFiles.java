package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.sftp.SftpProvider;
import dev.mooring.connection.sftp.bridge.SftpSession;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A file of an SFTP server whose key is not known at first: a test shows its fingerprint, and then it is pinned. */
public final class SftpFiles {
    private SftpFiles() {}

    public static void main(String... arguments) throws Exception {
        try (LocalSftp server = LocalSftp.start();
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new SftpProvider()).open()) {
            Connections connections = layer.workspace("sales", "ann");
            connections.create(ConnectionDraft.of("partner", "SFTP")
                    .property("HOST", "127.0.0.1")
                    .property("PORT", String.valueOf(server.port()))
                    .property("USERNAME", LocalSftp.USER)
                    .property("PASSWORD", LocalSftp.PASSWORD)
                    .property("DIRECTORY", "incoming")
                    .build());
            print(connections.test("partner", TestOptions.readOnly()));

            connections.alter(
                    "partner",
                    Alteration.builder()
                            .set("HOST_KEYS", server.fingerprint())
                            .set("PASSWORD", LocalSftp.PASSWORD)
                            .build());
            print(connections.test("partner", TestOptions.readOnly()));

            try (SftpSession session = SftpSession.open(connections.source("partner", AccessScope.everything()));
                    InputStream file = session.client().read("incoming/orders.csv")) {
                System.out.println("the file says " + new String(file.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void print(ProbeReport report) {
        System.out.println("test of connection partner: " + report.outcome());
        report.results().stream()
                .filter(result -> result.outcome() == ProbeReport.Outcome.FAILED)
                .forEach(result -> System.out.println(
                        result.detail() + "\n  remedy: " + result.remedy().orElse("")));
    }
}
