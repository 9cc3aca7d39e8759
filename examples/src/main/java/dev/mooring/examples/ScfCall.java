package dev.mooring.examples;

import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import dev.mooring.connection.credential.Credential.Session;
import java.io.IOException;
import java.net.URI;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls functions through the SDK, which signs for the service's own host; the request then goes to the emulator. */
final class ScfCall {
    private final ToEmulator emulator;
    private final CommonClient client;

    ScfCall(URI endpoint, String region, Session session) {
        emulator = new ToEmulator(endpoint);
        HttpProfile http = new HttpProfile();
        http.setEndpoint("scf." + region + ".tencentcloudapi.com");
        http.setHttpClient(new OkHttpClient.Builder().addInterceptor(emulator).build());
        Credential signer = new Credential(
                session.accessKeyId(),
                session.accessKeySecret().reveal(),
                session.sessionToken().reveal());
        client = new CommonClient(
                "scf", "2018-04-16", signer, region, new ClientProfile(ClientProfile.SIGN_TC3_256, http));
    }

    String invoke(String function) throws Exception {
        String answer = client.call("Invoke", "{\"FunctionName\": \"" + function + "\", \"Namespace\": \"default\"}");
        return "HTTP " + emulator.status + " " + answer;
    }

    private static final class ToEmulator implements Interceptor {
        private final URI endpoint;
        private int status;

        ToEmulator(URI endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Request signed = chain.request();
            Response response = chain.proceed(signed.newBuilder()
                    .url(signed.url()
                            .newBuilder()
                            .scheme(endpoint.getScheme())
                            .host(endpoint.getHost())
                            .port(endpoint.getPort())
                            .build())
                    .header("Host", signed.url().host())
                    .build());
            status = response.code();
            return response;
        }
    }
}
