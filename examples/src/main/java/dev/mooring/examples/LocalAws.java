package dev.mooring.examples;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.util.List;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** STS, Lambda and S3 of AWS, emulated. */
final class LocalAws implements FunctionCloud {
    private static final String PLATFORM = "014617434350";
    private static final String REGION = "ap-southeast-1";
    private static final String BUCKET = "qiliang-udf-code";

    private final AwsEmulator aws = AwsEmulator.start();
    private final AwsAccount customer = aws.account("928925945197");
    private final AccessKey identity = aws.account(PLATFORM).createUser("platform", IamPolicy.everything());

    LocalAws() {
        customer.putRole(
                AwsRole.of("LakehouseVolumeRole", IamPolicy.trust(customer.rootArn()), IamPolicy.everything()));
        aws.lambda().createFunction(customer, FUNCTION, REGION, ANSWER);
        aws.s3().createBucket(customer, BUCKET, REGION);
        aws.s3().put(BUCKET, CODE, PROGRAM);
    }

    @Override
    public String title() {
        return "AWS Lambda, emulated";
    }

    @Override
    public ConnectionLayer layer() {
        return ConnectionLayer.inMemory()
                .provider(new AwsProvider())
                .deployment(Deployment.in(Cloud.AWS, REGION, PLATFORM))
                .serviceIdentity(Cloud.AWS, () -> identity)
                .endpointOverride("sts", aws.endpoint())
                .endpointOverride("lambda", aws.endpoint())
                .endpointOverride("s3", aws.endpoint())
                .open();
    }

    /** In the second of the published forms. */
    @Override
    public String create() {
        return """
                CREATE API CONNECTION udf
                  TYPE CLOUD_FUNCTION
                  WITH PROPERTIES (
                    'cloud_function.provider' = 'aws',
                    'cloud_function.region' = 'ap-southeast-1',
                    'cloud_function.role_arn' = 'arn:aws:iam::928925945197:role/LakehouseVolumeRole',
                    'cloud_function.code_bucket' = 'qiliang-udf-code'
                  )""";
    }

    @Override
    public String scheme() {
        return "lambda";
    }

    @Override
    public List<String> paste(TrustDocuments guide) {
        IamPolicy trust = IamPolicy.parseTrust(guide.documents().get(0).text());
        IamPolicy permissions = IamPolicy.parse(guide.documents().get(1).text());
        customer.putRole(AwsRole.of("LakehouseVolumeRole", trust, permissions));
        return guide.documents().stream().map(TrustDocuments.Document::name).toList();
    }

    @Override
    public String call(CredentialSource source) {
        try (LambdaClient client = client(LambdaClient.builder(), source)) {
            InvokeResponse response = client.invoke(call -> call.functionName(FUNCTION));
            return "HTTP " + response.statusCode() + " " + response.payload().asUtf8String();
        }
    }

    @Override
    public String readCode(CredentialSource source) {
        try (S3Client client = client(S3Client.builder().forcePathStyle(true), source)) {
            return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(CODE)).asUtf8String();
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, CredentialSource source) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(MooringCredentialsProvider.of(source))
                .build();
    }

    @Override
    public void close() {
        aws.close();
    }
}
