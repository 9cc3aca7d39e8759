package dev.mooring.connection.aliyun;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.ListBucketsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.retry.NopRetryer;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.HttpClient;
import com.aliyun.sdk.service.oss2.transport.RequestContext;
import com.aliyun.sdk.service.oss2.transport.RequestException;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import com.aliyun.sdk.service.oss2.transport.ResponseMessage;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aliyun.Attempt.Denial;
import dev.mooring.connection.aliyun.Attempt.Signer;
import dev.mooring.connection.aliyun.bridge.MooringCredentialsProvider;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls to OSS that a test makes as a user of the connection would. */
final class BucketProbe {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    private final ProviderContext context;
    private final AliyunEndpoints endpoints;

    /** What is called on what; bucket and key may be empty. */
    private record Target(String action, String bucket, String key) {}

    BucketProbe(ProviderContext context, AliyunEndpoints endpoints) {
        this.context = context;
        this.endpoints = endpoints;
    }

    Finding list(Credential credential, String bucket, String prefix, ProbeRun run) {
        ListObjectsV2Request request = ListObjectsV2Request.newBuilder()
                .bucket(bucket)
                .prefix(prefix)
                .maxKeys(1L)
                .build();
        ListObjectsV2Result answer =
                call(new Target("oss:ListObjects", bucket, prefix), credential, run, oss -> oss.listObjectsV2(request));
        boolean empty = answer.contents() == null || answer.contents().isEmpty();
        Finding found = Finding.passed(empty ? "listed; nothing is there yet" : "listed");
        return answer.requestId() == null ? found : found.requestId(answer.requestId());
    }

    void listBuckets(Credential credential, ProbeRun run) {
        call(
                new Target("oss:ListBuckets", "", ""),
                credential,
                run,
                oss -> oss.listBuckets(ListBucketsRequest.newBuilder().build()));
    }

    void put(Credential credential, String bucket, String key, ProbeRun run) {
        PutObjectRequest request = PutObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .body(BinaryData.fromString("mooring test"))
                .build();
        call(new Target("oss:PutObject", bucket, key), credential, run, oss -> oss.putObject(request));
    }

    void delete(Credential credential, String bucket, String key, ProbeRun run) {
        DeleteObjectRequest request =
                DeleteObjectRequest.newBuilder().bucket(bucket).key(key).build();
        call(new Target("oss:DeleteObject", bucket, key), credential, run, oss -> oss.deleteObject(request));
    }

    private <T> T call(Target target, Credential credential, ProbeRun run, Function<OSSClient, T> operation) {
        Attempt attempt = attempt(target);
        context.resolve(attempt.endpoint().getHost());
        try (OSSClient client = OSSClient.newBuilder()
                .region(endpoints.region().id())
                .endpoint(endpoints.oss().toString())
                .usePathStyle(endpoints.pathStyle())
                .signatureVersion("v4")
                .retryer(new NopRetryer())
                .httpClient(new Transport(new Dialer(context).limit(run)))
                .credentialsProvider(() -> MooringCredentialsProvider.toOss(credential))
                .build()) {
            return operation.apply(client);
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw AliyunErrors.translate(e, attempt);
        }
    }

    private Attempt attempt(Target target) {
        String named = target.bucket.isEmpty() ? "all buckets" : target.bucket + "/" + target.key;
        URI endpoint = target.bucket.isEmpty() ? endpoints.oss() : endpoints.oss(target.bucket);
        Denial denial = new Denial(
                ConnectionError.ACCESS_DENIED,
                "allow " + target.action + " on " + OssStatements.bucketArn(target.bucket) + " and on "
                        + OssStatements.bucketArn(target.bucket)
                        + "/* in the permission policy of the role or user; look also at the bucket's policy");
        return new Attempt(target.action, named, endpoint, Signer.VENDED, denial);
    }

    /**
     * One request over the JDK's own client. The one that the SDK brings writes the headers of requests to its log, and
     * with them the security token; it also keeps a thread.
     */
    private static final class Transport implements HttpClient {
        private final int millis;

        Transport(Duration limit) {
            this.millis = Math.toIntExact(limit.toMillis());
        }

        @Override
        public ResponseMessage send(RequestMessage request, RequestContext options) {
            try {
                return exchanged(
                        request, (HttpURLConnection) request.uri().toURL().openConnection());
            } catch (IOException e) {
                throw new RequestException("the request was not answered", e);
            }
        }

        @Override
        public String name() {
            return "mooring";
        }

        private ResponseMessage exchanged(RequestMessage request, HttpURLConnection http) throws IOException {
            http.setInstanceFollowRedirects(false);
            http.setConnectTimeout(Math.min(millis, Math.toIntExact(LONGEST_CONNECT.toMillis())));
            http.setReadTimeout(millis);
            http.setRequestMethod(request.method());
            request.headers().forEach(http::setRequestProperty);
            byte[] body = request.body() == null ? new byte[0] : request.body().toBytes();
            if (body.length > 0) {
                http.setDoOutput(true);
                http.setFixedLengthStreamingMode(body.length);
                try (OutputStream out = http.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = http.getResponseCode();
            return ResponseMessage.newBuilder()
                    .statusCode(status)
                    .headers(headers(http))
                    .body(BinaryData.fromBytes(read(status < 400 ? http.getInputStream() : http.getErrorStream())))
                    .request(request)
                    .build();
        }

        private static byte[] read(@Nullable InputStream stream) throws IOException {
            if (stream == null) {
                return new byte[0];
            }
            try (stream) {
                return stream.readAllBytes();
            }
        }

        private static Map<String, String> headers(HttpURLConnection http) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            http.getHeaderFields().forEach((name, values) -> {
                if (name != null) {
                    headers.put(name.toLowerCase(Locale.ROOT), values.get(0));
                }
            });
            return headers;
        }
    }
}
