package dev.mooring.connection.sftp;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import java.util.List;

/** Checks what the schema can not say. */
final class SftpValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        if (!values.has(SftpProperties.PRIVATE_KEY)) {
            rules.forbid("means nothing without PRIVATE_KEY", SftpProperties.PASSPHRASE);
        }
        if (!values.has(SftpProperties.HOST_KEYS)) {
            rules.warn(
                    SftpProperties.HOST_KEYS,
                    "no server is trusted until its key is given: TEST CONNECTION shows the fingerprint of the key that"
                            + " the server has, to be compared with what its operator says");
        }
        return rules.violations();
    }
}
