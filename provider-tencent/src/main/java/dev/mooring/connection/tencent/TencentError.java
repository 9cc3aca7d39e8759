package dev.mooring.connection.tencent;

import dev.mooring.connection.ErrorCode;

/** What only Tencent Cloud says. */
enum TencentError implements ErrorCode {
    /** The service is not activated for the account, or the account owes money. */
    TENCENT_SERVICE_NOT_ACTIVATED;

    @Override
    public Kind kind() {
        return Kind.PERMISSION;
    }

    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    public String remedy() {
        return "activate the service in the console of the account, and settle its bills";
    }
}
