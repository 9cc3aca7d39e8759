package dev.mooring.connection.hdfs;

import dev.mooring.connection.ErrorCode;

/** What can go wrong with HDFS only. */
enum HdfsError implements ErrorCode {
    /** No name node that was given is the active one. */
    HDFS_STANDBY_ONLY(
            Kind.EXTERNAL,
            true,
            "list every name node of the nameservice in NAME_NODE_RPC_ADDRESSES; if all are there, let the cluster's"
                    + " operator see why none is active"),
    /** One side wants Kerberos and the other does not. */
    HDFS_AUTHENTICATION_MISMATCH(Kind.USER, false, "set AUTH_TYPE to what the cluster uses"),
    /** The name node speaks under another principal than was given. */
    HDFS_SERVICE_PRINCIPAL_MISMATCH(
            Kind.USER, false, "set NAME_NODE_PRINCIPAL to the cluster's dfs.namenode.kerberos.principal"),
    /** The two sides have no protection of calls in common. */
    HDFS_PROTECTION_MISMATCH(Kind.USER, false, "set RPC_PROTECTION to one of the cluster's hadoop.rpc.protection"),
    /** The name node takes no changes for now. */
    HDFS_SAFE_MODE(
            Kind.EXTERNAL, true, "wait until the name node leaves safe mode, as it does some time after a start");

    private final Kind kind;
    private final boolean retryable;
    private final String remedy;

    HdfsError(Kind kind, boolean retryable, String remedy) {
        this.kind = kind;
        this.retryable = retryable;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
