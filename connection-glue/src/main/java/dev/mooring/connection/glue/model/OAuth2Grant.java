package dev.mooring.connection.glue.model;

/** How an OAuth 2 token is asked for. */
public enum OAuth2Grant {
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    JWT_BEARER,
    REFRESH_TOKEN
}
