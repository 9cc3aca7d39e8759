package dev.mooring.connection.tencent;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.COSCredentialsProvider;
import com.qcloud.cos.endpoint.EndpointResolver;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.region.Region;
import java.net.URI;

/** The official client of COS, which keeps its host names and connects to the emulator. */
public final class LiveCosClient {
    private LiveCosClient() {}

    /** A client of a region; the caller shuts it down. */
    public static COSClient open(URI emulator, String region, COSCredentialsProvider provider) {
        ClientConfig config = new ClientConfig(new Region(region));
        config.setHttpProtocol(HttpProtocol.http);
        config.setMaxErrorRetry(0);
        config.setPrintShutdownStackTrace(false);
        config.setEndpointResolver(new EndpointResolver() {
            @Override
            public String resolveGeneralApiEndpoint(String host) {
                return emulator.getAuthority();
            }

            @Override
            public String resolveGetServiceApiEndpoint(String host) {
                return emulator.getAuthority();
            }
        });
        return new COSClient(provider, config);
    }
}
