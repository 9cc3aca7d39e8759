package dev.mooring.connection.tck.emulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures that others published or computed, which a verifier must come to as well. */
class SignatureVectorsTest {
    private static final String ZEROS = "0".repeat(64);

    @Test
    void anAssumeRoleIsSignedByAcs3() {
        EmulatedRequest request = request(
                "POST",
                "/?RoleArn=acs%3Aram%3A%3A123456789012%3Arole%2Ftestrole&RoleSessionName=probe",
                "host: sts.aliyuncs.com",
                "x-acs-action: AssumeRole",
                "x-acs-version: 2015-04-01",
                "x-acs-date: 2026-01-01T00:00:00Z",
                "x-acs-signature-nonce: 0123456789abcdef",
                "x-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
                        + "x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=" + ZEROS);
        assertThat(Acs3Signature.read(request).expected(Secret.of("testsecret")))
                .isEqualTo("0c9a711f9fb99790e87152342e59d2c4f0270c1091ca3ee1edf62d176c1cee25");
    }

    @Test
    void anOfficialExampleIsSignedByTheFirstRpcScheme() {
        EmulatedRequest request = request(
                "GET",
                "/?UserName=test&SignatureVersion=1.0&Format=JSON&Timestamp=2015-08-18T03%3A15%3A45Z&AccessKeyId=testid"
                        + "&SignatureMethod=HMAC-SHA1&Version=2015-05-01&Action=CreateUser"
                        + "&SignatureNonce=6a6e0ca6-4557-11e5-86a2-b8e8563dc8d2");
        assertThat(RpcSignature.read(request).expected(Secret.of("testsecret")))
                .isEqualTo("kRA2cnpJVacIhDMzXnoNZG9tDCI=");
    }

    @Test
    void aPeersExampleIsSignedByTheFirstRpcScheme() {
        EmulatedRequest request = request(
                "GET",
                "/?AccessKeyId=testid&Action=DescribeRegions&Format=XML&SignatureMethod=HMAC-SHA1"
                        + "&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&SignatureVersion=1.0"
                        + "&Timestamp=2016-02-23T12%3A46%3A24Z&Version=2014-05-26");
        assertThat(RpcSignature.read(request).expected(Secret.of("testsecret")))
                .isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
    }

    @Test
    void theSdksOwnExampleIsSignedByOssV4() {
        EmulatedRequest request = request(
                "PUT",
                "/bucket/1234%2B-/123/1.txt?param1=value1&%2Bparam1=value3&%7Cparam1=value4&%2Bparam2&%7Cparam2&param2",
                "x-oss-head1: value",
                "abc: value",
                "ZAbc: value",
                "XYZ: value",
                "content-type: text/plain",
                "x-oss-content-sha256: UNSIGNED-PAYLOAD",
                "x-oss-date: 20231216T162057Z",
                "authorization: OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature="
                        + ZEROS);
        assertThat(OssSignature.read(request).expected(Secret.of("sk")))
                .isEqualTo("e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe");
    }

    @Test
    void aListingIsSignedByOssV4() {
        EmulatedRequest request = request(
                "GET",
                "/b?list-type=2&max-keys=1&prefix=data%2F",
                "x-oss-content-sha256: UNSIGNED-PAYLOAD",
                "x-oss-date: 20260101T000000Z",
                "authorization: OSS4-HMAC-SHA256 Credential=testid/20260101/cn-shanghai/oss/aliyun_v4_request,Signature="
                        + ZEROS);
        assertThat(OssSignature.read(request).expected(Secret.of("testsecret")))
                .isEqualTo("45c9f6afb29f878cccaab3e41fe5b5a4db0a712c5b77ed1ebd09ec66ce50c97c");
    }

    private static EmulatedRequest request(String method, String target, String... headers) {
        List<Header> list = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(": ");
            list.add(new Header(header.substring(0, colon), header.substring(colon + 2)));
        }
        return EmulatedRequest.of(method, target, list, new byte[0]);
    }
}
