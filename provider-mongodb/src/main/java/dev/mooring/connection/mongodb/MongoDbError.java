package dev.mooring.connection.mongodb;

import dev.mooring.connection.ErrorCode;

/** What goes wrong with MongoDB only. */
enum MongoDbError implements ErrorCode {
    MONGODB_TLS_NOT_OFFERED(
            "let the server's operator turn TLS on; only if the way to it is protected by other means, set TLS = false"),
    MONGODB_MECHANISM_NOT_OFFERED("set AUTH_MECHANISM to one that the server offers and the user has"),
    MONGODB_NO_SUITABLE_SERVER(
            "check REPLICA_SET, whether the set has a primary, and that the hosts that the set names are reached from here");

    private final String remedy;

    MongoDbError(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return this == MONGODB_NO_SUITABLE_SERVER ? Kind.EXTERNAL : Kind.USER;
    }

    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
