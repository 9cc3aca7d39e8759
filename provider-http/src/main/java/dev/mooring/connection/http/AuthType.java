package dev.mooring.connection.http;

/** How a caller of an API proves who they are. */
enum AuthType {
    /** Not at all. */
    NONE,
    /** A stored token. */
    BEARER,
    /** A stored key that is sent as a bearer token. */
    SERVICE_ACCOUNT_KEY,
    /** User and password, HTTP Basic. */
    BASIC,
    /** A stored key in a header of its own. */
    API_KEY,
    /** A token of an authorization server. */
    OAUTH2
}
