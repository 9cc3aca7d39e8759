package dev.mooring.connection.http;

/** What a stored token is. */
enum TokenFormat {
    /** Looked at: a JWT says when it ends, anything else says nothing. */
    AUTO,
    /** A JSON Web Token, and nothing else is accepted. */
    JWT,
    /** Never looked into. */
    OPAQUE
}
