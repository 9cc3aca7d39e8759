package dev.mooring.connection.tck.emulator.aliyun;

import java.util.Map;

/** What policies are asked about: who, which action, on which resource, with which condition keys. */
record RamRequest(AliyunPrincipal principal, String action, String resource, Map<String, String> context) {}
