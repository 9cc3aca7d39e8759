package dev.mooring.examples;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.endpoint.EndpointResolver;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.model.COSObject;
import com.qcloud.cos.region.Region;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy;
import dev.mooring.connection.tck.emulator.tencent.ScfEmulator;
import dev.mooring.connection.tck.emulator.tencent.TencentAccount;
import dev.mooring.connection.tck.emulator.tencent.TencentEmulator;
import dev.mooring.connection.tck.emulator.tencent.TencentRole;
import dev.mooring.connection.tencent.TencentProvider;
import dev.mooring.connection.tencent.bridge.MooringCosCredentials;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** STS, SCF and COS of Tencent Cloud, emulated. */
final class LocalTencent implements FunctionCloud {
    private static final String PLATFORM = "100029595716";
    private static final String REGION = "ap-shanghai";
    private static final String BUCKET = "myfunction-1310000503";

    private final TencentEmulator tencent = TencentEmulator.start();
    private final TencentAccount customer = tencent.account("100000000001", "1310000503");
    private final AccessKey identity =
            tencent.account(PLATFORM, "1300000001").createUser("platform", CamPolicy.everything());

    LocalTencent() {
        customer.putRole(TencentRole.of("LakehouseRole", CamPolicy.trust(customer.rootArn()), CamPolicy.everything()));
        tencent.scf().createFunction(new ScfEmulator.Place(customer, REGION, "default"), FUNCTION, ANSWER);
        tencent.cos().createBucket(customer, "myfunction", REGION);
        tencent.cos().put(BUCKET, CODE, PROGRAM);
    }

    @Override
    public String title() {
        return "SCF of Tencent Cloud, emulated";
    }

    @Override
    public ConnectionLayer layer() {
        return ConnectionLayer.inMemory()
                .provider(new TencentProvider())
                .deployment(Deployment.in(Cloud.TENCENT, REGION, PLATFORM))
                .serviceIdentity(Cloud.TENCENT, () -> identity)
                .endpointOverride("sts", tencent.endpoint())
                .endpointOverride("scf", tencent.endpoint())
                .endpointOverride("cos", tencent.endpoint())
                .open();
    }

    /** With NAMESPCE, as it was published. */
    @Override
    public String create() {
        return """
                CREATE API CONNECTION udf
                  TYPE CLOUD_FUNCTION
                  PROVIDER = 'tencent'
                  REGION = 'ap-shanghai'
                  ROLE_ARN = 'qcs::cam::uin/100000000001:roleName/LakehouseRole'
                  NAMESPCE = 'default'
                  CODE_BUCKET = 'myfunction-1310000503'""";
    }

    @Override
    public String scheme() {
        return "scf";
    }

    @Override
    public List<String> paste(TrustDocuments guide) {
        CamPolicy trust = CamPolicy.parseTrust(guide.documents().get(0).text());
        CamPolicy permissions = CamPolicy.parse(guide.documents().get(1).text());
        customer.putRole(TencentRole.of("LakehouseRole", trust, permissions));
        return guide.documents().stream().map(TrustDocuments.Document::name).toList();
    }

    @Override
    public String call(CredentialSource source) throws Exception {
        return new ScfCall(tencent.endpoint(), REGION, (Session) source.get()).invoke(FUNCTION);
    }

    @Override
    public String readCode(CredentialSource source) throws Exception {
        ClientConfig config = new ClientConfig(new Region(REGION));
        config.setHttpProtocol(HttpProtocol.http);
        config.setEndpointResolver(new ToEmulator(tencent.endpoint().getAuthority()));
        COSClient client = new COSClient(MooringCosCredentials.of(source), config);
        try (COSObject object = client.getObject(BUCKET, CODE)) {
            return new String(object.getObjectContent().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            client.shutdown();
        }
    }

    @Override
    public void close() {
        tencent.close();
    }

    private record ToEmulator(String authority) implements EndpointResolver {
        @Override
        public String resolveGeneralApiEndpoint(String host) {
            return authority;
        }

        @Override
        public String resolveGetServiceApiEndpoint(String host) {
            return authority;
        }
    }
}
