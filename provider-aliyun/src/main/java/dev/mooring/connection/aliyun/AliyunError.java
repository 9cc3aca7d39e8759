package dev.mooring.connection.aliyun;

import dev.mooring.connection.ErrorCode;

/** The codes of failures that only Alibaba Cloud knows. */
enum AliyunError implements ErrorCode {
    /** The account has not activated the service, or owes money. */
    ALIYUN_SERVICE_NOT_ACTIVATED(
            Kind.PERMISSION, "activate the service in the console of the account, and settle overdue bills"),
    /** The bucket has no transfer acceleration. */
    ALIYUN_ACCELERATION_DISABLED(
            Kind.USER, "turn on transfer acceleration for the bucket, or set ENDPOINT to the region's own address");

    private final Kind kind;
    private final String remedy;

    AliyunError(Kind kind, String remedy) {
        this.kind = kind;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
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
