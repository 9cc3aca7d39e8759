package dev.mooring.connection.core;

import dev.mooring.connection.core.internal.access.Access;
import dev.mooring.connection.core.internal.access.Denials;
import dev.mooring.connection.core.internal.access.PrivilegeControl;
import dev.mooring.connection.core.internal.content.AdmittedDirectories;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.crypto.CurrentKey;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.keys.KeyFindings;
import dev.mooring.connection.core.internal.keys.StoreSealingKeys;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.probe.ProbeRunner;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.rotation.Pauses;
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
import dev.mooring.connection.core.keys.KeyFinding;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one layer, each given what it works with.
 *
 * @param services what all workspaces share
 * @param threads the layer's own threads
 * @param keys the keys of the store
 */
record Wiring(Services services, EngineThreads threads, StoreSealingKeys.Parts keys) {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLayer.class);

    /** Opens the store last of what is likely to fail; when something fails behind that, nothing stays open. */
    static Wiring of(ConnectionLayer.Builder parts) {
        LayerContents contents = contents(parts.outside);
        LayerContext context = context(parts, contents);
        TypeRegistry registry = new TypeRegistry(parts.providers, parts.broken, context);
        Keyring keyring = parts.keyring.orElseGet(parts.foundation.keyring());
        ConnectionStore opened = parts.foundation.store().get();
        EngineThreads threads = new EngineThreads();
        try {
            return wired(parts, context, contents, new Base(registry, keyring, opened, threads));
        } catch (RuntimeException | Error e) {
            threads.close();
            opened.close();
            throw e;
        }
    }

    private record Base(TypeRegistry registry, Keyring keyring, ConnectionStore opened, EngineThreads threads) {}

    private static Wiring wired(
            ConnectionLayer.Builder parts, LayerContext context, LayerContents contents, Base base) {
        TypeRegistry registry = base.registry();
        Keyring keyring = base.keyring();
        EngineThreads threads = base.threads();
        ConnectionStore opened = base.opened();
        EngineTime time = new EngineTime(parts.clock, parts.nanos);
        Epoch epoch = new Epoch();
        Observers observers = new Observers(parts.nanos, epoch);
        opened.observedBy(observers);
        CachingConnectionStore store = new CachingConnectionStore(opened, time, epoch, threads::execute, observers);
        CurrentKey current = new CurrentKey(keyring, store.keys(), time);
        SecretSealer sealer = new SecretSealer(keyring, current);
        Denials denials = new Denials(time, threads, entry -> store.trail().append(entry));
        StandingVends standing = new StandingVends(parts.clock);
        VendingEngine.Parts working =
                new VendingEngine.Parts(registry, sealer, store, time, epoch, observers, Wiring::random);
        VendingEngine engine = new VendingEngine(working, threads);
        engine.alsoSweep(standing::forgetIdle);
        Services services = new Services(
                registry,
                new DraftValidator(registry, parts.deployment, contents, parts.clock),
                store,
                sealer,
                engine,
                new ProbeRunner(),
                context.kerberos(),
                parts.deployment,
                standing,
                parts.clock,
                parts.quota,
                epoch,
                access(parts, store, denials),
                observers);
        StoreSealingKeys.Parts keys = keys(keyring, store, sealer, current, parts.sleeper);
        return new Wiring(services, threads, keys);
    }

    private static StoreSealingKeys.Parts keys(
            Keyring keyring, ConnectionStore store, SecretSealer sealer, CurrentKey current, Pauses.Sleeper sleeper) {
        List<KeyFinding> found = found(keyring, store.keys(), current);
        return new StoreSealingKeys.Parts(
                keyring, store.keys(), store.sealedRows(), store.trail(), sealer, current, found, sleeper);
    }

    /** A layer without its keys is of use still: connections can be listed, disabled and dropped. */
    private static List<KeyFinding> found(Keyring keyring, KeyRegister register, CurrentKey current) {
        List<KeyFinding> findings = new KeyFindings(keyring, register, current).atStart();
        findings.forEach(finding -> LOG.warn("{}", finding));
        return findings;
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static LayerContents contents(OutsideParts outside) {
        return new LayerContents(
                new AdmittedDirectories(outside.directories, outside.directoriesOf),
                outside.readers,
                outside.decryptor);
    }

    private static LayerContext context(ConnectionLayer.Builder parts, LayerContents contents) {
        return new LayerContext(
                parts.clock,
                parts.deployment,
                new LayerContext.Outside(
                        parts.outside.identities,
                        parts.outside.overrides,
                        parts.outside.admittedAddresses,
                        parts.outside.admittedIssuers,
                        contents));
    }

    /** Denied calls that are only counted yet are written before the store goes. */
    void close() {
        threads.close();
        services.access().denials().close();
        services.prober().close();
        services.engine().close();
        services.realms().close();
        services.store().close();
        services.observers().close();
    }

    private static Access access(ConnectionLayer.Builder parts, CachingConnectionStore store, Denials denials) {
        if (!parts.administrators.isEmpty()) {
            if (parts.access.isPresent()) {
                throw new IllegalStateException(
                        "access is controlled either by privileges or by a control of one's own");
            }
            return Access.byPrivileges(new PrivilegeControl(store, parts.administrators), denials);
        }
        return parts.access.map(control -> Access.by(control, denials)).orElseGet(() -> Access.open(denials));
    }
}
