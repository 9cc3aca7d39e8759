package dev.mooring.connection.tck.emulator.aws;

/** How a service can be made to fail whatever it is asked. */
public enum AwsFault {
    /** It says that it is asked too often, in its own words. */
    THROTTLED,
    /** The account has not enabled the region. */
    REGION_DISABLED,
    /** It answers 503, Lambda 500. */
    UNAVAILABLE,
    /** It accepts the request and answers half a minute later. */
    HANGING,
    /** It resets the connection. */
    RESET
}
