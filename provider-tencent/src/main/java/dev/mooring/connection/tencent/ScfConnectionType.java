package dev.mooring.connection.tencent;

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
import dev.mooring.connection.spi.Validator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API/CLOUD_FUNCTION on Tencent Cloud: functions of SCF, reached through a role. */
final class ScfConnectionType implements ConnectionType {
    static final PropertySpec<String> CODE_BUCKET = PropertySpec.bucket("CODE_BUCKET")
            .alias("CLOUD_FUNCTION.CODE_BUCKET")
            .describe("bucket in the same region that holds the functions' code, with its APPID")
            .build();
    static final PropertySpec<String> NAMESPACE = PropertySpec.text("NAMESPACE")
            .alias("CLOUD_FUNCTION.NAMESPACE")
            .misspelling("NAMESPCE", "CLOUD_FUNCTION.NAMESPCE")
            .pattern(
                    "[A-Za-z](?:[A-Za-z0-9_-]{0,30}[A-Za-z0-9])?",
                    "a namespace of SCF such as default: a letter, then letters, digits, hyphens and underscores")
            .describe("namespace of the functions, as the SCF console shows it")
            .build();

    private static final PropertySpec<String> PROVIDER = PropertySpec.text("PROVIDER")
            .alias("CLOUD_FUNCTION.PROVIDER")
            .describe("cloud of the functions: tencent")
            .build();
    private static final PropertySpec<String> REGION = PropertySpec.region("REGION")
            .alias("CLOUD_FUNCTION.REGION")
            .describe("region of the functions, such as ap-shanghai")
            .build();
    private static final PropertySpec<String> ROLE_ARN = PropertySpec.role("ROLE_ARN")
            .alias("CLOUD_FUNCTION.ROLE_ARN")
            .describe("name of the CAM role to assume, qcs::cam::uin/<uin>:roleName/<role>")
            .build();

    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "CLOUD_FUNCTION", Cloud.TENCENT);
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .selector(PROVIDER, "tencent")
            .required(REGION, ROLE_ARN, NAMESPACE, CODE_BUCKET)
            .refuse("EXTERNAL_ID", "the external id is made by this system; see it with DESC CONNECTION")
            .refuse("APP_ID", "the APPID stands at the end of CODE_BUCKET, as in myfunction-1310000503")
            .build();
    private static final ScopeSyntax SCOPES = ScopeSyntax.narrowed(Set.of("scf"), Set.of(Action.INVOKE));

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
    public List<Validator> validators() {
        return List.of(new ScfValidator());
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return TencentEndpoints.issuer(values);
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new ScfProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new CamRoleVendor(context);
    }

    @Override
    public Optional<TrustGuide> trustGuide() {
        return Optional.of(CamTrustGuide.forFunctions());
    }
}
