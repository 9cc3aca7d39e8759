package dev.mooring.connection.cli;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.keys.SealingKeys;
import dev.mooring.connection.spi.ConnectionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The layer that one command works on, and the loader of its plug-ins, closed after it. */
final class OpenLayer implements AutoCloseable {
    private final ConnectionLayer layer;
    private final URLClassLoader plugins;
    private final Settings.Member member;

    private OpenLayer(ConnectionLayer layer, URLClassLoader plugins, Settings.Member member) {
        this.layer = layer;
        this.plugins = plugins;
        this.member = member;
    }

    static OpenLayer overStore(Settings settings, Surroundings.Host host, PluginJars plugins) {
        Path directory = settings.store().directory();
        makePrivate(directory);
        ConnectionLayer.Builder builder = settings.store()
                .database()
                .map(database ->
                        ConnectionLayer.on(database).keyring(Keyring.inFile(directory.resolve("keyring.json"))))
                .orElseGet(() -> ConnectionLayer.in(directory));
        return open(builder, settings, host, plugins);
    }

    static OpenLayer withoutStore(Settings settings, Surroundings.Host host, PluginJars plugins) {
        return open(ConnectionLayer.inMemory(), settings, host, plugins);
    }

    private static OpenLayer open(
            ConnectionLayer.Builder builder, Settings settings, Surroundings.Host host, PluginJars plugins) {
        ServiceIdentities identities = new ServiceIdentities(host);
        identities.clouds().forEach(cloud -> builder.serviceIdentity(cloud, () -> identities.in(cloud)));
        settings.network().endpoints().forEach(builder::endpointOverride);
        settings.network().admitted().forEach(builder::admitAddress);
        settings.network().issuers().forEach(builder::admitIssuer);
        settings.directories().files().forEach(builder::admitDirectory);
        settings.keyring().ifPresent(place -> builder.keyring(new KeyringPlace(place).open(settings, host)));
        settings.member().administrators().forEach(builder::accessByPrivileges);
        URLClassLoader loader = loader(settings.directories().plugins(), plugins);
        try {
            ConnectionLayer layer = builder.deployment(settings.deployment())
                    .discoverProviders(loader)
                    .open();
            return new OpenLayer(layer, loader, settings.member());
        } catch (RuntimeException e) {
            close(loader);
            throw e;
        }
    }

    private static void makePrivate(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the directory " + directory + " can not be made",
                    "check that its parent exists and that this user may write it, or choose another with --store",
                    e);
        }
    }

    private static URLClassLoader loader(Optional<Path> directory, PluginJars plugins) {
        URL[] jars = directory.map(plugins::in).orElseGet(() -> new URL[0]);
        return new URLClassLoader("mooring-plugins", jars, OpenLayer.class.getClassLoader());
    }

    ConnectionLayer layer() {
        return layer;
    }

    Connections connections() {
        return layer.workspace(member.workspace(), member.principal());
    }

    AuditTrail trail() {
        return layer.audit(member.workspace(), member.principal());
    }

    SealingKeys keys() {
        return layer.keys(member.principal().user());
    }

    ConnectionSql sql() {
        return layer.sql(member.workspace(), member.principal());
    }

    /** The type as it is installed now: its aliases may differ from those of the day the connection was made. */
    ConnectionType type(TypeId id) {
        return layer.types().stream()
                .filter(type -> type.id().category() == id.category()
                        && type.id().name().equals(id.name())
                        && type.id().cloud().equals(id.cloud()))
                .findFirst()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.PROVIDER_UNAVAILABLE, "no installed provider has type " + id));
    }

    @Override
    public void close() {
        layer.close();
        close(plugins);
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the plug-ins can not be closed", e);
        }
    }
}
