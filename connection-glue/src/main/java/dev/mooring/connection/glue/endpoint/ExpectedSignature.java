package dev.mooring.connection.glue.endpoint;

import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/** The signature that a request would have if the holder of a key had signed it, as AWS's SDK makes it. */
final class ExpectedSignature {
    private static final Pattern SIGNATURE = Pattern.compile("SignedHeaders=([^,]*), ?Signature=([0-9a-f]{64})");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]{1,255})(?::(\\d{1,5}))?");
    /** The SDK remembers every region that it is asked for, so that a stranger may not invent any. */
    private static final Set<String> REGIONS =
            Region.regions().stream().map(Region::id).collect(Collectors.toUnmodifiableSet());

    private static final int HTTP = 80;

    static boolean knowsRegion(String region) {
        return REGIONS.contains(region);
    }

    /** The signature, or no signature at all when the signer would sign other headers than the request says. */
    String of(ReceivedRequest request, SignatureHeader header, EndpointKey key, Clock time) {
        SdkHttpFullRequest.Builder unsigned = to(request.header("host").orElse(""))
                .method(SdkHttpMethod.POST)
                .encodedPath("/")
                .contentStreamProvider(ContentStreamProvider.fromByteArray(request.body()));
        header.signedHeaders().stream()
                .filter(name -> !name.equals("host"))
                .forEach(name -> unsigned.putHeader(name, request.headers().get(name)));
        SdkHttpFullRequest signed = sign(unsigned.build(), header, key, time);
        Matcher authorization =
                SIGNATURE.matcher(signed.firstMatchingHeader("Authorization").orElse(""));
        boolean isSameHeaders = authorization.find()
                && authorization.group(1).equals(String.join(";", header.signedHeaders()))
                && signed.firstMatchingHeader("Host").equals(request.header("host"));
        return isSameHeaders ? authorization.group(2) : "";
    }

    /** The SDK's newer signer would sign a header that other clients than the SDK for Java do not send. */
    @SuppressWarnings("deprecation")
    private static SdkHttpFullRequest sign(
            SdkHttpFullRequest request, SignatureHeader header, EndpointKey key, Clock time) {
        Aws4SignerParams parameters = Aws4SignerParams.builder()
                .awsCredentials(AwsBasicCredentials.create(
                        key.accessKeyId(), key.secret().reveal()))
                .signingName(header.scope().service())
                .signingRegion(Region.of(header.scope().region()))
                .signingClockOverride(time)
                .build();
        return software.amazon.awssdk.auth.signer.Aws4Signer.create().sign(request, parameters);
    }

    /** The signer writes no port where it is the protocol's own; a client that does gets another protocol. */
    private static SdkHttpFullRequest.Builder to(String host) {
        Matcher form = HOST.matcher(host);
        if (!form.matches()) {
            throw Refusal.unsigned("IncompleteSignatureException", "The header host names no host.");
        }
        SdkHttpFullRequest.Builder address = SdkHttpFullRequest.builder().host(form.group(1));
        if (form.group(2) == null) {
            return address.protocol("http").port(HTTP);
        }
        int port = Integer.parseInt(form.group(2));
        return address.protocol(port == HTTP ? "https" : "http").port(port);
    }
}
