package dev.mooring.examples;

import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.mooring.connection.credential.Credential.Session;
import java.net.URI;
import java.util.Map;

/** Calls functions through the generic call of the SDK, which signs; its invokeFunction closes the answer before it can be read. */
final class FunctionComputeCall extends Client {
    private final Session session;

    FunctionComputeCall(URI endpoint, Session session) throws Exception {
        super(new Config()
                .setEndpoint(endpoint.getAuthority())
                .setProtocol(endpoint.getScheme())
                .setRegionId("cn-shanghai"));
        this._signatureAlgorithm = "ACS3-HMAC-SHA256";
        this.session = session;
    }

    String invoke(String function) throws Exception {
        Params call = new Params()
                .setAction("InvokeFunction")
                .setVersion("2023-03-30")
                .setProtocol(_protocol)
                .setPathname("/2023-03-30/functions/" + function + "/invocations")
                .setMethod("POST")
                .setAuthType("AK")
                .setStyle("ROA")
                .setReqBodyType("json")
                .setBodyType("string");
        Map<String, ?> answer = callApi(call, new OpenApiRequest().setBody(Map.of()), new RuntimeOptions());
        return "HTTP " + answer.get("statusCode") + " " + answer.get("body");
    }

    @Override
    public String getAccessKeyId() {
        return session.accessKeyId();
    }

    @Override
    public String getAccessKeySecret() {
        return session.accessKeySecret().reveal();
    }

    @Override
    public String getSecurityToken() {
        return session.sessionToken().reveal();
    }

    @Override
    public String getType() {
        return "sts";
    }
}
