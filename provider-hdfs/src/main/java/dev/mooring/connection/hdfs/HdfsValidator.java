package dev.mooring.connection.hdfs;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the name nodes are known, and nothing of Kerberos stands where Kerberos is not used. */
final class HdfsValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        values.get(HdfsProperties.NAME_NODE).ifPresent(text -> addresses(text, values, violations));
        if (!HdfsSettings.usesKerberos(values)) {
            onlyWithKerberos(HdfsProperties.KRB5_CONFIG, values, violations);
            onlyWithKerberos(HdfsProperties.RPC_PROTECTION, values, violations);
            if (!values.has(HdfsProperties.USER)) {
                violations.add(Violation.warning(
                        HdfsProperties.USER.name(),
                        Reason.MISSING,
                        "the cluster will see the user " + HdfsProperties.NOBODY
                                + ", who may do what everyone may; name the user that this connection acts as"));
            }
        }
        return violations;
    }

    private static void addresses(String text, PropertyValues values, List<Violation> violations) {
        if (!NameNode.isLegal(text)) {
            violations.add(Violation.error(
                    HdfsProperties.NAME_NODE.name(), Reason.MALFORMED, "has a port that is none from 1 to 65535"));
            return;
        }
        Optional<HostPort> only = NameNode.of(text).server();
        Optional<List<HostPort>> listed = values.get(HdfsProperties.RPC_ADDRESSES);
        if (only.isEmpty() && listed.isEmpty()) {
            violations.add(Violation.error(
                    HdfsProperties.RPC_ADDRESSES.name(),
                    Reason.MISSING,
                    "a nameservice is only a name: list host:port of its name nodes, or give NAME_NODE as host:port"));
        }
        if (only.isPresent() && listed.isPresent() && !listed.get().equals(List.of(only.get()))) {
            violations.add(Violation.error(
                    HdfsProperties.RPC_ADDRESSES.name(),
                    Reason.CONFLICT,
                    "NAME_NODE is one name node already; for several, give the id of the nameservice there"));
        }
    }

    private static void onlyWithKerberos(PropertySpec<?> spec, PropertyValues values, List<Violation> violations) {
        if (values.has(spec)) {
            violations.add(Violation.error(
                    spec.name(), Reason.CONFLICT, "belongs to " + HdfsProperties.AUTH_TYPE + " = kerberos only"));
        }
    }
}
