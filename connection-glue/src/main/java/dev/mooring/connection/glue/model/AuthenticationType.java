package dev.mooring.connection.glue.model;

/** How a connection in Glue's form proves who it is. */
public enum AuthenticationType {
    BASIC,
    OAUTH2,
    CUSTOM,
    IAM
}
