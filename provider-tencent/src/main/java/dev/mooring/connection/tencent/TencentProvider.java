package dev.mooring.connection.tencent;

import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of Tencent Cloud: COS storage and SCF functions. */
public final class TencentProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new CosConnectionType(), new ScfConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public TencentProvider() {}

    @Override
    public String name() {
        return "tencent";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }

    @Override
    public List<CloudProfile> clouds() {
        return List.of(TencentRegion.profile());
    }
}
