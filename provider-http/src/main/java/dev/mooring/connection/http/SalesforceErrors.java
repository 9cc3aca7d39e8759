package dev.mooring.connection.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What to do about the refusals of Salesforce's token endpoint, which it tells apart by its words. */
final class SalesforceErrors {
    private static final Map<String, String> BY_WORDS = Map.of(
            "request not supported on this domain",
                    "set HOST to the org's My Domain host, ending in .my.salesforce.com; no other one grants this",
            "no client credentials user enabled",
                    "enable the client credentials flow of the app and choose the user that it runs as, with the"
                            + " permission API Enabled",
            "user hasn't approved this consumer",
                    "let the app pre-authorize its users (admin approved users) and give the user one of its permission"
                            + " sets");

    private static final Map<String, String> BY_CODE = Map.of(
            "invalid_client_id",
                    "set CLIENT_ID to the app's consumer key; a new app takes up to ten minutes to be known",
            "invalid_client", "set CLIENT_SECRET to the app's consumer secret; a change takes up to ten minutes",
            "invalid_app_access", "let the user's profile or a permission set of the app admit the user",
            "inactive_user", "activate the user, or let the connection act as another one",
            "inactive_org", "activate the org",
            "unsupported_grant_type", "enable the flow for the app, and check that HOST is the org's My Domain host");

    private SalesforceErrors() {}

    static Optional<String> remedy(String code, String description) {
        String words = description.toLowerCase(Locale.ROOT);
        return BY_WORDS.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.ofNullable(BY_CODE.get(code)));
    }
}
