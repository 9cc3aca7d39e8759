package dev.mooring.connection.core.process;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** HANDLE: each of its connections keeps a descriptor and a private file open from its first vend on. */
public final class HandleProvider implements ConnectionProvider {
    private static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("a secret").build();
    private static final AtomicInteger OPEN = new AtomicInteger();

    /** How many descriptors are open. */
    static int open() {
        return OPEN.get();
    }

    static ConnectionDraft draft(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "HANDLE")
                .property("ACCESS_KEY", "a-secret")
                .build();
    }

    @Override
    public String name() {
        return "handle";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Handles());
    }

    private record Handle(FileChannel channel) implements AutoCloseable {
        static Handle open() throws IOException {
            Handle handle = new Handle(FileChannel.open(Path.of("/dev/null")));
            OPEN.incrementAndGet();
            return handle;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            OPEN.decrementAndGet();
        }
    }

    private static final class Handles implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "HANDLE");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder().required(KEY).build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("handle"), Set.of(Action.READ, Action.LIST));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of(new ProbeStep(Stage.CONNECT, "handle", run -> Finding.passed("connected")));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan(
                    "handle:Issue", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> issue(context, request));
        }

        private static Issued issue(ProviderContext context, VendRequest request) throws Exception {
            request.tools().resources().get(Handle.class, Handle::open);
            request.tools().resources().file("key", request.properties().require(KEY));
            Credential token = new Credential.Bearer(
                    Secret.of("token"), Optional.of(context.clock().instant().plus(request.lifetime())));
            return Issued.of(token, Receipt.none());
        }
    }
}
