package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.AuthorizedHttpClient;
import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** An emulated service of language models: its key proved, and used by an ordinary client of the JDK. */
public final class AiFunction {
    static final String KEY = "sk-that-only-this-process-knows";

    private AiFunction() {}

    public static void main(String... arguments) throws Exception {
        try (ApiEmulator service = ApiEmulator.start().bearer(KEY);
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new HttpProvider()).open()) {
            ConnectionSql sql = layer.sql("sales", "qiliang");
            sql.execute("CREATE API CONNECTION conn_bailian TYPE ai_function PROVIDER = 'bailian' BASE_URL = '"
                    + service.endpoint() + "/compatible-mode/v1' API_KEY = '" + KEY + "'");
            System.out.println(sql.execute("DESC CONNECTION conn_bailian").toText());
            System.out.println(sql.execute("TEST CONNECTION conn_bailian").toText());
            HttpRequest completion = HttpRequest.newBuilder(
                            service.endpoint().resolve("/compatible-mode/v1/chat/completions"))
                    .POST(BodyPublishers.ofString("{\"model\":\"qwen-plus\"}"))
                    .build();
            System.out.println("the emulated service answers: "
                    + AuthorizedHttpClient.of(layer.workspace("sales", "qiliang")
                                    .source("conn_bailian", AccessScope.everything()))
                            .send(completion, BodyHandlers.ofString())
                            .body());
        }
    }
}
