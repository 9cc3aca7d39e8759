package dev.mooring.examples;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.aliyun.AliyunProvider;
import dev.mooring.connection.aliyun.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.tck.emulator.aliyun.AliyunAccount;
import dev.mooring.connection.tck.emulator.aliyun.AliyunEmulator;
import dev.mooring.connection.tck.emulator.aliyun.AliyunRole;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** STS, Function Compute and OSS of Alibaba Cloud, emulated. */
final class LocalAliyun implements FunctionCloud {
    private static final String PLATFORM = "1384322691904283";
    private static final String REGION = "cn-shanghai";
    private static final String BUCKET = "function-compute-my1";

    private final AliyunEmulator aliyun = AliyunEmulator.start();
    private final AliyunAccount customer = aliyun.account("1222808864467016");
    private final AccessKey identity = aliyun.account(PLATFORM).createUser("platform", RamPolicy.everything());

    LocalAliyun() {
        customer.putRole(AliyunRole.of("czudfrole", RamPolicy.trust(customer.rootArn()), RamPolicy.everything()));
        aliyun.fc().createFunction(customer, FUNCTION, REGION, ANSWER);
        aliyun.oss().createBucket(customer, BUCKET, REGION);
        aliyun.oss().put(BUCKET, CODE, PROGRAM);
    }

    @Override
    public String title() {
        return "Function Compute of Alibaba Cloud, emulated";
    }

    @Override
    public ConnectionLayer layer() {
        return ConnectionLayer.inMemory()
                .provider(new AliyunProvider())
                .deployment(Deployment.in(Cloud.ALIYUN, REGION, PLATFORM))
                .serviceIdentity(Cloud.ALIYUN, () -> identity)
                .endpointOverride("sts", aliyun.endpoint())
                .endpointOverride("fc", aliyun.endpoint())
                .endpointOverride("oss", aliyun.endpoint())
                .open();
    }

    @Override
    public String create() {
        return """
                CREATE API CONNECTION udf
                  TYPE CLOUD_FUNCTION
                  PROVIDER = 'aliyun'
                  REGION = 'cn-shanghai'
                  ROLE_ARN = 'acs:ram::1222808864467016:role/czudfrole'
                  CODE_BUCKET = 'function-compute-my1'""";
    }

    @Override
    public String scheme() {
        return "fc";
    }

    @Override
    public List<String> paste(TrustDocuments guide) {
        RamPolicy trust = RamPolicy.parseTrust(guide.documents().get(0).text());
        RamPolicy bucket = RamPolicy.parse(guide.documents().get(1).text());
        RamPolicy functions = RamPolicy.parse(guide.documents().get(2).text());
        customer.putRole(AliyunRole.of("czudfrole", trust, bucket.and(functions)));
        return guide.documents().stream().map(TrustDocuments.Document::name).toList();
    }

    @Override
    public String call(CredentialSource source) throws Exception {
        return new FunctionComputeCall(aliyun.endpoint(), (Session) source.get()).invoke(FUNCTION);
    }

    @Override
    public String readCode(CredentialSource source) throws Exception {
        try (OSSClient client = OSSClient.newBuilder()
                        .region(REGION)
                        .endpoint(aliyun.endpoint().toString())
                        .usePathStyle(true)
                        .credentialsProvider(MooringCredentialsProvider.of(source))
                        .build();
                GetObjectResult result = client.getObject(
                        GetObjectRequest.newBuilder().bucket(BUCKET).key(CODE).build())) {
            return new String(result.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        aliyun.close();
    }
}
