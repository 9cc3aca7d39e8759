package dev.mooring.connection.spi;

import java.util.Optional;

/**
 * One step of a connectivity test. Core runs the steps in order and times each; a step fails when its check throws, and
 * the steps of later stages are then skipped.
 *
 * @param stage its stage
 * @param target what is tried: host, port, bucket, role
 * @param check the check
 */
public record ProbeStep(Stage stage, String target, Check check) {
    /** The stages of a test, in order. */
    public enum Stage {
        /** The name resolves. */
        RESOLVE,
        /** A connection opens. */
        CONNECT,
        /** TLS is set up. */
        SECURE,
        /** The service knows who we are. */
        AUTHENTICATE,
        /** The service lets us in. */
        AUTHORIZE,
        /** The service does what it is for. */
        OPERATE,
        /** The vended credential can not leave its scope. */
        SCOPE
    }

    /** What one step does. */
    @FunctionalInterface
    public interface Check {
        /** Tries; a thrown exception fails the step. Interrupted when the time limit is reached. */
        Finding run(ProbeRun run) throws Exception;
    }

    /**
     * What a step found.
     *
     * @param verdict whether that is fine
     * @param detail a sentence without secrets
     * @param requestId the service's id of the request
     * @param remedy what to do about a warning
     */
    public record Finding(Verdict verdict, String detail, Optional<String> requestId, Optional<String> remedy) {
        /** Whether what was found is fine. */
        public enum Verdict {
            PASSED,
            WARNING,
            SKIPPED
        }

        /** All is well. */
        public static Finding passed(String detail) {
            return new Finding(Verdict.PASSED, detail, Optional.empty(), Optional.empty());
        }

        /** It works, but someone should act. */
        public static Finding warning(String detail, String remedy) {
            return new Finding(Verdict.WARNING, detail, Optional.empty(), Optional.of(remedy));
        }

        /** It was not tried, for the reason given. */
        public static Finding skipped(String reason) {
            return new Finding(Verdict.SKIPPED, reason, Optional.empty(), Optional.empty());
        }

        /** This finding with the service's id of the request. */
        public Finding requestId(String id) {
            return new Finding(verdict, detail, Optional.of(id), remedy);
        }
    }
}
