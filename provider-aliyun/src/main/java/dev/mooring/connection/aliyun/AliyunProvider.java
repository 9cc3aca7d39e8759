package dev.mooring.connection.aliyun;

import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of Alibaba Cloud: OSS storage and Function Compute. */
public final class AliyunProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES =
            List.of(new OssConnectionType(), new FunctionComputeConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public AliyunProvider() {}

    @Override
    public String name() {
        return "aliyun";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }

    @Override
    public List<CloudProfile> clouds() {
        return List.of(AliyunRegion.profile());
    }
}
