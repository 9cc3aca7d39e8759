package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.Refusal;
import dev.mooring.benchmarks.issuer.Token;
import dev.mooring.benchmarks.issuer.TokenService;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers AssumeRole in the place of the network, so that all else of the SDK is its own, retries too. */
public final class StsAnswers implements SdkHttpClient {
    private static final int OK = 200;

    private final TokenService service;

    StsAnswers(TokenService service) {
        this.service = service;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer();
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer() {
        try {
            return response(OK, success(service.issue()));
        } catch (Refusal refusal) {
            return response(refusal.status(), failure(refusal));
        }
    }

    private static HttpExecuteResponse response(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "text/xml")
                        .build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** The body of a successful AssumeRole. */
    public static String success(Token token) {
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                <AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId>
                <Arn>arn:aws:sts::928925945197:assumed-role/lake/s</Arn></AssumedRoleUser>
                <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                <SessionToken>session</SessionToken><Expiration>%s</Expiration></Credentials>
                </AssumeRoleResult><ResponseMetadata><RequestId>r-%d</RequestId></ResponseMetadata></AssumeRoleResponse>
                """.formatted(token.id(), token.expiry(), token.serial());
    }

    private static String failure(Refusal refusal) {
        return """
                <ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>refused</Message></Error>
                <RequestId>r</RequestId></ErrorResponse>
                """.formatted(refusal.isThrottle() ? "Throttling" : "ServiceUnavailable");
    }

    @Override
    public void close() {}
}
