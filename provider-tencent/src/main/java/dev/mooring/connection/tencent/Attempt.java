package dev.mooring.connection.tencent;

import dev.mooring.connection.ConnectionError;

/**
 * What is being tried at a service, so that a failure can say it.
 *
 * @param action the service's action, for instance {@code sts:AssumeRole}
 * @param target what it is tried on
 * @param host the host name it is tried at
 * @param signer whose key signs it
 * @param denial what a refusal by policy means
 */
record Attempt(String action, String target, String host, Signer signer, Denial denial) {
    /** Whose key signs a request. */
    enum Signer {
        SERVICE_IDENTITY(
                "the layer's service identity", "give the layer a service identity for tencent whose key is active"),
        STORED_KEY(
                "the stored key",
                "set ACCESS_KEY and SECRET_KEY to a key that is enabled in the CAM console (Access keys)"),
        VENDED("the vended credential", "vend again; if it lasts, check clock and region"),
        NOBODY("an unsigned request", "check the address");

        private final String noun;
        private final String remedy;

        Signer(String noun, String remedy) {
            this.noun = noun;
            this.remedy = remedy;
        }

        String noun() {
            return noun;
        }

        String remedy() {
            return remedy;
        }
    }

    /**
     * What a refusal by policy means.
     *
     * @param code its code
     * @param remedy what to allow where
     */
    record Denial(ConnectionError code, String remedy) {}

    @Override
    public String toString() {
        return action + " on " + target + " at " + host;
    }
}
