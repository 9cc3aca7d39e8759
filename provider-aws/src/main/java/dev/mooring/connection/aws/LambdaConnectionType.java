package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.TrustGuide;
import java.util.Optional;
import java.util.Set;

/** API/CLOUD_FUNCTION on AWS: Lambda functions, reached through a role. */
final class LambdaConnectionType implements ConnectionType {
    static final PropertySpec<String> CODE_BUCKET = PropertySpec.bucket("CODE_BUCKET")
            .alias("CLOUD_FUNCTION.CODE_BUCKET")
            .describe("bucket in the same region that holds the functions' code")
            .build();

    private static final PropertySpec<String> PROVIDER = PropertySpec.text("PROVIDER")
            .alias("CLOUD_FUNCTION.PROVIDER")
            .describe("cloud of the functions: aws")
            .build();
    private static final PropertySpec<String> REGION = PropertySpec.region("REGION")
            .alias("CLOUD_FUNCTION.REGION")
            .describe("region of the functions, such as eu-west-1")
            .build();
    private static final PropertySpec<String> ROLE_ARN = PropertySpec.role("ROLE_ARN")
            .alias("CLOUD_FUNCTION.ROLE_ARN")
            .describe("ARN of the IAM role to assume")
            .build();
    private static final PropertySpec<String> NAMESPACE = PropertySpec.text("NAMESPACE")
            .alias("CLOUD_FUNCTION.NAMESPACE")
            .misspelling("NAMESPCE", "CLOUD_FUNCTION.NAMESPCE")
            .pattern("(?i)default", "default, for Lambda has no namespaces")
            .emptyIsAbsent()
            .describe("nothing or default: Lambda has no namespaces")
            .build();

    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "CLOUD_FUNCTION", Cloud.AWS);
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .selector(PROVIDER, "aws")
            .required(REGION, ROLE_ARN, CODE_BUCKET)
            .optional(NAMESPACE)
            .refuse("EXTERNAL_ID", "the external id is made by this system; see it with DESC CONNECTION")
            .build();
    private static final ScopeSyntax SCOPES = ScopeSyntax.narrowed(Set.of("lambda", "arn"), Set.of(Action.INVOKE));

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return AwsEndpoints.issuer(values);
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new LambdaProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new IamRoleVendor(context);
    }

    @Override
    public Optional<TrustGuide> trustGuide() {
        return Optional.of(IamTrustGuide.forFunctions());
    }
}
