package dev.mooring.connection.databricks;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How both types name a workspace and a service principal. */
final class WorkspaceProperties {
    private static final String UUID = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String UUID_EXPECTED = "a UUID such as 4a5b6c7d-0000-1111-2222-333344445555";

    /** As the service has it: 730 days. */
    private static final Duration LONGEST_SECRET = Duration.ofDays(730);

    static final PropertySpec<URI> HOST = PropertySpec.endpoint("HOST")
            .alias("DATABRICKS_HOST")
            .describe("the workspace, such as https://dbc-12345678-9abc.cloud.databricks.com")
            .build();
    static final PropertySpec<String> CLIENT_ID = PropertySpec.text("CLIENT_ID")
            .alias("DATABRICKS_CLIENT_ID")
            .describe("application id of a service principal, a UUID")
            .build();
    static final PropertySpec<Secret> CLIENT_SECRET = PropertySpec.secret("CLIENT_SECRET")
            .alias("DATABRICKS_CLIENT_SECRET")
            .livesAtMost(LONGEST_SECRET)
            .describe("OAuth secret of that service principal")
            .build();
    static final PropertySpec<String> ACCOUNT_ID = PropertySpec.text("ACCOUNT_ID")
            .alias("DATABRICKS_ACCOUNT_ID")
            .pattern(UUID, UUID_EXPECTED)
            .describe("account whose token endpoint is asked instead of the workspace's")
            .guardsSecrets()
            .build();
    static final PropertySpec<URI> ACCOUNT_HOST = PropertySpec.endpoint("ACCOUNT_HOST")
            .describe("host of that account's token endpoint, unless it follows from HOST")
            .build();

    private WorkspaceProperties() {}

    static boolean isUuid(String text) {
        return text.matches(UUID);
    }

    /** Whether the host is an account's console, which has no interface of a workspace. */
    static boolean isAccountHost(URI host) {
        return host.getHost().toLowerCase(Locale.ROOT).startsWith("accounts.");
    }

    /** The account host of the cloud and partition that a workspace's name says. */
    static Optional<URI> accountHostOf(URI workspace) {
        String host = workspace.getHost().toLowerCase(Locale.ROOT);
        for (String domain : new String[] {
            "cloud.databricks.com",
            "gcp.databricks.com",
            "cloud.databricks.us",
            "cloud.databricks.mil",
            "azuredatabricks.net",
            "databricks.azure.us",
            "databricks.azure.cn"
        }) {
            if (host.endsWith("." + domain)) {
                return Optional.of(URI.create("https://accounts." + domain));
            }
        }
        return Optional.empty();
    }

    /** Where tokens are asked for: the workspace's endpoint, or that of the account that is named. */
    static URI tokenEndpoint(PropertyValues values) {
        URI host = values.require(HOST);
        Optional<String> account = values.get(ACCOUNT_ID);
        if (account.isEmpty()) {
            return host.resolve("/oidc/v1/token");
        }
        URI accountHost = values.get(ACCOUNT_HOST)
                .or(() -> accountHostOf(host))
                .orElseThrow(() -> new IllegalStateException("no account host"));
        return accountHost.resolve("/oidc/accounts/" + account.get() + "/v1/token");
    }
}
