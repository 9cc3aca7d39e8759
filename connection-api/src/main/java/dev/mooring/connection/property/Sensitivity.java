package dev.mooring.connection.property;

/** How much of a property may be shown. Never decided from a property's name. */
public enum Sensitivity {
    /** Shown as it is. */
    SHOWN,
    /** Shown as its first six characters and fourteen asterisks; a short value as asterisks only. */
    MASKED,
    /** Never shown, stored sealed. */
    SECRET
}
