package dev.mooring.connection.core;

import dev.mooring.connection.core.internal.content.AdmittedDirectories;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.probe.ProbeRunner;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.validate.DraftValidator;
import dev.mooring.connection.core.internal.vend.EngineThreads;
import dev.mooring.connection.core.internal.vend.VendingEngine;
import dev.mooring.connection.core.internal.workspace.LayerContext;
import dev.mooring.connection.core.internal.workspace.Services;
import dev.mooring.connection.core.internal.workspace.StandingVends;

/**
 * The objects of one layer, each given what it works with.
 *
 * @param services what all workspaces share
 * @param threads the layer's own threads
 */
record Wiring(Services services, EngineThreads threads) {
    /** Opens the store last of all that can fail, and starts threads only then. */
    static Wiring of(ConnectionLayer.Builder parts) {
        LayerContents contents = new LayerContents(
                new AdmittedDirectories(parts.directories, parts.directoriesOf), parts.readers, parts.decryptor);
        LayerContext context = new LayerContext(
                parts.clock,
                parts.deployment,
                new LayerContext.Outside(
                        parts.identities, parts.overrides, parts.admittedAddresses, parts.admittedIssuers, contents));
        TypeRegistry registry = new TypeRegistry(parts.providers, parts.broken, context);
        Keyring keyring = parts.keyring.orElseGet(parts.foundation.keyring());
        ConnectionStore opened = parts.foundation.store().get();
        EngineThreads threads = new EngineThreads();
        EngineTime time = new EngineTime(parts.clock, parts.nanos);
        Epoch epoch = new Epoch();
        CachingConnectionStore store = new CachingConnectionStore(opened, time, epoch, threads::execute);
        SecretSealer sealer = new SecretSealer(keyring, opened.sentinel());
        StandingVends standing = new StandingVends(parts.clock);
        VendingEngine engine =
                new VendingEngine(new VendingEngine.Parts(registry, sealer, store, time, epoch), threads);
        engine.alsoSweep(standing::forgetIdle);
        Services services = new Services(
                registry,
                new DraftValidator(registry, parts.deployment, contents),
                store,
                sealer,
                engine,
                new ProbeRunner(),
                context.kerberos(),
                parts.deployment,
                standing,
                parts.clock,
                epoch);
        return new Wiring(services, threads);
    }
}
