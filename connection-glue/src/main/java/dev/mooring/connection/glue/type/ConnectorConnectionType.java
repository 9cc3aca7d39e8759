package dev.mooring.connection.glue.type;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.glue.type.ConnectorValidator.CredentialRule;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.util.List;
import java.util.Set;

/**
 * DATABASE/MARKETPLACE and DATABASE/CUSTOM: data stores that a connector reads and writes. The connector's class is kept
 * and never loaded here.
 */
final class ConnectorConnectionType implements ConnectionType {
    private final TypeId id;
    private final PropertySchema schema;
    private final List<Validator> validators;

    private ConnectorConnectionType(String name, PropertySchema schema, CredentialRule rule) {
        this.id = TypeId.of(ConnectionCategory.DATABASE, name);
        this.schema = schema;
        this.validators = List.of(new ConnectorValidator(rule));
    }

    /** Connectors from AWS Marketplace: all about the connector must be said. */
    static ConnectorConnectionType marketplace() {
        PropertySchema.Builder schema = PropertySchema.builder()
                .required(
                        ConnectorProperties.TYPE,
                        ConnectorProperties.URL,
                        ConnectorProperties.CLASS_NAME,
                        ConnectorProperties.CONNECTION_URL);
        return new ConnectorConnectionType("MARKETPLACE", withRest(schema), CredentialRule.REQUIRED_FOR_JDBC);
    }

    /** Connectors of one's own: nothing must be said. */
    static ConnectorConnectionType custom() {
        PropertySchema.Builder schema = PropertySchema.builder()
                .optional(
                        ConnectorProperties.TYPE,
                        ConnectorProperties.URL,
                        ConnectorProperties.CLASS_NAME,
                        ConnectorProperties.CONNECTION_URL);
        return new ConnectorConnectionType("CUSTOM", withRest(schema), CredentialRule.OPTIONAL);
    }

    private static PropertySchema withRest(PropertySchema.Builder schema) {
        return schema.optional(
                        ConnectorProperties.USERNAME,
                        ConnectorProperties.PASSWORD,
                        ConnectorProperties.ENCRYPTED_PASSWORD,
                        ConnectorProperties.KEY_NAME,
                        ConnectorProperties.KEY_VALUE,
                        ConnectorProperties.OPTIONS)
                .build();
    }

    @Override
    public TypeId id() {
        return id;
    }

    @Override
    public PropertySchema schema() {
        return schema;
    }

    /** A connector's login reaches what its user may reach. */
    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.reachesEverything(Set.of(), Set.of());
    }

    @Override
    public List<Validator> validators() {
        return validators;
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        TargetProbe probe = new TargetProbe(context);
        return request -> probe.steps(
                servers(request), "CONNECTION_URL names no host and port that could be tried without the connector");
    }

    private static List<HostPort> servers(ProbeRequest request) {
        return request.properties()
                .get(ConnectorProperties.CONNECTION_URL)
                .map(ConnectionUrl::servers)
                .orElse(List.of());
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new ConnectorVendor(context);
    }
}
