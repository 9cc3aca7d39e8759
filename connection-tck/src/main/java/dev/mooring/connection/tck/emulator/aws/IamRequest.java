package dev.mooring.connection.tck.emulator.aws;

import java.util.Map;

/**
 * What policies are asked about.
 *
 * @param principal who asks
 * @param action the action, for instance {@code s3:GetObject}
 * @param resource the resource's ARN, or {@code *} for actions without one
 * @param context the condition keys that the request carries
 */
record IamRequest(AwsPrincipal principal, String action, String resource, Map<String, String> context) {}
