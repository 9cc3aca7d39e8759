package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.spi.ConnectionType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider must not touch: the SDK before it is needed, and the SDK's own sources of credentials and options. */
class IsolationTest {
    @Test
    void listsItsTypesWithoutTheSdk() throws Exception {
        try (URLClassLoader loader = new WithoutSdk()) {
            Class<?> type = loader.loadClass(ConnectionType.class.getName());
            Class<?> provider = loader.loadClass(AwsProvider.class.getName());
            Object aws = provider.getDeclaredConstructor().newInstance();
            for (Object found : (List<?>) provider.getMethod("types").invoke(aws)) {
                for (String constant : List.of("id", "schema", "scopes", "validators")) {
                    assertThat(type.getMethod(constant).invoke(found)).isNotNull();
                }
            }
            assertThat((List<?>) provider.getMethod("clouds").invoke(aws)).hasSize(1);
        }
    }

    @Test
    void looksAtNoProfileAndNoSystemProperty(@TempDir Path dir) throws Exception {
        Path profiles = Files.writeString(dir.resolve("config"), """
            [default]
            endpoint_url = http://127.0.0.1:1
            aws_access_key_id = AKIAPROFILE
            aws_secret_access_key = profile
            use_fips_endpoint = true
            """);
        Map<String, String> traps = Map.of(
                "aws.configFile", profiles.toString(),
                "aws.sharedCredentialsFile", profiles.toString(),
                "aws.endpointUrl", "http://127.0.0.1:1",
                "aws.endpointUrlSts", "http://127.0.0.1:1",
                "aws.accessKeyId", "AKIASYSTEM",
                "aws.secretAccessKey", "system",
                "aws.region", "eu-south-1",
                "aws.useFipsEndpoint", "true");
        try (StsStub sts = new StsStub().issuing("AssumeRole")) {
            traps.forEach(System::setProperty);
            var request = VendRequests.of(
                    new S3ConnectionType(),
                    AccessScope.read("s3://lake/orders/"),
                    "ROLE_ARN=arn:aws:iam::123456789012:role/lake",
                    "REGION=us-east-1");
            new IamRoleVendor(new StubContext().override("sts", sts.uri()))
                    .plan(request)
                    .call()
                    .run(VendRequests.NO_HOPS);
            assertThat(sts.requests.get(0).get("Authorization"))
                    .contains("AKIASERVICEIDENTITY0")
                    .contains("us-east-1");
        } finally {
            traps.keySet().forEach(System::clearProperty);
        }
    }

    /** Loads our classes anew, and none of the SDK. */
    private static final class WithoutSdk extends URLClassLoader {
        WithoutSdk() throws IOException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Stream.of(AwsProvider.class, ConnectionType.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toArray(URL[]::new);
        }
    }
}
