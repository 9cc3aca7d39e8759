package dev.mooring.connection.tck.emulator.aliyun;

/** How a service can be made to fail whatever it is asked. */
public enum AliyunFault {
    /** It says that it is asked too often, in its own words. */
    THROTTLED,
    /** The account has not activated the service, or owes money. */
    NOT_ACTIVATED,
    /** The bucket has no transfer acceleration; OSS only. */
    NO_ACCELERATION,
    /** It answers 503. */
    UNAVAILABLE,
    /** It accepts the request and answers half a minute later. */
    HANGING,
    /** It resets the connection. */
    RESET
}
