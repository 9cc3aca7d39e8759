package dev.mooring.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that opens the same store and makes one call over TLS, with nothing between. */
final class ColdReference {
    private ColdReference() {}

    public static void main(String... arguments) throws IOException, SQLException {
        Path file = Path.of(arguments[1], "connections.db");
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = store.createStatement();
                ResultSet tables = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
            tables.next();
        }
        HttpURLConnection call =
                (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
        call.setDoOutput(true);
        call.getOutputStream().write("Action=AssumeRole".getBytes(StandardCharsets.UTF_8));
        try (InputStream in = call.getInputStream()) {
            in.readAllBytes();
        }
        PeakMemory.print();
    }
}
