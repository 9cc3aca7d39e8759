package dev.mooring.connection.mongodb;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.connection.tck.TypeRig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What both kinds of login have in common. */
abstract class MongoDbTck extends ConnectionTypeTck {
    private final MongoDbProvider mongoDb = new MongoDbProvider();
    private final EmulatedMongoDb backend = new EmulatedMongoDb();

    /** How the client proves who it is. */
    abstract String[] login(EmulatedMongoDb emulated);

    @Override
    protected final List<RawProperty> validProperties() {
        List<RawProperty> properties = new ArrayList<>(TypeRig.properties(
                "HOSTS", backend.place(), "DATABASE", "ledger", "TRUSTED_CERTIFICATES", backend.authorityPem()));
        properties.addAll(TypeRig.properties(login(backend)));
        return properties;
    }

    @Override
    protected final ConnectionType type() {
        return mongoDb.types().get(0);
    }

    @Override
    protected final Optional<ConnectionProvider> provider() {
        return Optional.of(mongoDb);
    }

    @Override
    protected final Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("mongodb://ledger/orders"));
    }

    /** There is no role to assume. */
    @Override
    protected final Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID));
    }

    @Override
    protected final FakeBackend backend() {
        return backend;
    }
}
