package dev.mooring.connection.tck.emulator.tencent;

import java.util.Map;

/**
 * What is asked of a policy.
 *
 * @param caller who asks
 * @param action the action without the word {@code name/}, for instance {@code cos:GetObject}
 * @param resource the six-part name of what it acts on
 * @param context what conditions look at
 */
record CamRequest(TencentPrincipal caller, String action, String resource, Map<String, String> context) {}
