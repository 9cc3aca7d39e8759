package dev.mooring.connection.tck.emulator.aliyun;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as the service words it. */
final class AliyunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> details;

    AliyunFailure(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    private AliyunFailure(int status, String code, String message, Map<String, String> details) {
        super(message);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    /** This failure with a further element. */
    AliyunFailure with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new AliyunFailure(status, code, message(), more);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    Map<String, String> details() {
        return details;
    }
}
