package dev.mooring.connection.tck.emulator.tencent;

/** How a service can be made to fail whatever it is asked. */
public enum TencentFault {
    /** It says that it is asked too often, in its own words. */
    THROTTLED,
    /** It knows no such region; COS does not say this. */
    REGION_UNSUPPORTED,
    /** The account has not activated the service, or has not paid for it. */
    NOT_ACTIVATED,
    /** It says that it fails. */
    UNAVAILABLE,
    /** It accepts the request and answers half a minute later. */
    HANGING,
    /** It resets the connection. */
    RESET
}
