package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.AuthorizedHttpClient;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.tck.emulator.salesforce.SalesforceEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;

/** An emulated org of Salesforce: a query at the instance that its token's answer names, and one after its session ended. */
public final class SalesforceQuery {
    static final String SECRET = "consumer-secret-that-only-this-process-knows";

    private SalesforceQuery() {}

    public static void main(String... arguments) throws Exception {
        try (SalesforceEmulator org =
                        SalesforceEmulator.start(Clock.systemUTC()).app("consumer-key", SECRET);
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new HttpProvider()).open()) {
            ConnectionSql sql = layer.sql("sales", "qiliang");
            sql.execute("CREATE API CONNECTION crm TYPE SALESFORCE HOST = '" + org.endpoint()
                    + "' CLIENT_ID = 'consumer-key' CLIENT_SECRET = '" + SECRET + "'");
            System.out.println(sql.execute("TEST CONNECTION crm").toText());

            CredentialSource source = layer.workspace("sales", "qiliang").source("crm", AccessScope.everything());
            URI instance =
                    HttpEndpoint.of(source.vended().details()).orElseThrow().url();
            HttpRequest query = HttpRequest.newBuilder(
                            instance.resolve("/services/data/v62.0/query?q=SELECT+Name+FROM+Account"))
                    .build();
            HttpClient client = AuthorizedHttpClient.of(source);
            System.out.println("the emulated org answers: "
                    + client.send(query, BodyHandlers.ofString()).body());
            org.endSessions();
            System.out.println("and after its session was ended: "
                    + client.send(query, BodyHandlers.ofString()).statusCode());
        }
    }
}
