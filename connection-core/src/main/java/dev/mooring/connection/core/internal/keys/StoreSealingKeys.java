package dev.mooring.connection.core.internal.keys;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.crypto.CurrentKey;
import dev.mooring.connection.core.internal.crypto.KeyEntries;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.KeyRegister.Registered;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.keys.Rewrapping.Outcome;
import dev.mooring.connection.core.internal.rotation.Pauses;
import dev.mooring.connection.core.internal.store.AuditStore;
import dev.mooring.connection.core.internal.store.SealedRows;
import dev.mooring.connection.core.keys.KeyFinding;
import dev.mooring.connection.core.keys.KeyRotation;
import dev.mooring.connection.core.keys.SealVerification;
import dev.mooring.connection.core.keys.SealingKey;
import dev.mooring.connection.core.keys.SealingKey.State;
import dev.mooring.connection.core.keys.SealingKeys;
import dev.mooring.connection.core.keys.UnopenedConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of one store, through the keyring of this process. */
public final class StoreSealingKeys implements SealingKeys {
    private static final Logger LOG = LoggerFactory.getLogger(StoreSealingKeys.class);

    /** Until nobody wraps under the key before: everybody asked anew by then, and what they began is stored. */
    private static final Duration SETTLING = CurrentKey.STALENESS.plusMillis(500);

    private static final int PASSES = 1_000;

    private final Parts parts;
    private final KeyEntries entries;
    private final KeyFindings looking;
    private final Rewrapping rewrapping;

    /**
     * What keys are looked after with.
     *
     * @param keyring the keyring of this process
     * @param register the keys in force
     * @param rows what is sealed under them
     * @param trail what was done with them
     * @param sealer opens it
     * @param current the current key, as this process remembers it
     * @param found what was wrong when the layer was opened
     * @param sleeper waits
     */
    public record Parts(
            Keyring keyring,
            KeyRegister register,
            SealedRows rows,
            AuditStore trail,
            SecretSealer sealer,
            CurrentKey current,
            List<KeyFinding> found,
            Pauses.Sleeper sleeper) {}

    /** The keys of these parts, and what is recorded of what is done with them. */
    public StoreSealingKeys(Parts parts, KeyEntries entries) {
        this.parts = parts;
        this.entries = entries;
        this.looking = new KeyFindings(parts.keyring(), parts.register(), parts.current());
        this.rewrapping = new Rewrapping(parts.rows(), parts.sealer());
    }

    @Override
    public List<KeyFinding> findings() {
        return parts.found();
    }

    @Override
    public List<SealingKey> list() {
        List<String> held = parts.keyring().keyIds();
        List<Registered> inForce = parts.register().inForce();
        Map<String, Long> uses = parts.register().uses();
        List<SealingKey> keys = new ArrayList<>();
        for (Registered key : inForce) {
            keys.add(new SealingKey(
                    key.id(),
                    key.isCurrent() ? State.CURRENT : State.IN_FORCE,
                    held.contains(key.id()),
                    uses.getOrDefault(key.id(), 0L)));
        }
        List<String> retired = parts.register().retired();
        held.stream()
                .filter(id -> !retired.contains(id)
                        && inForce.stream().noneMatch(key -> key.id().equals(id)))
                .forEach(id -> keys.add(new SealingKey(id, State.UNKNOWN, true, 0)));
        retired.forEach(id -> keys.add(new SealingKey(id, State.RETIRED, held.contains(id), 0)));
        return keys;
    }

    @Override
    public String add() {
        if (!parts.keyring().keyIds().isEmpty()) {
            parts.current().beginIfNew();
        }
        String id = parts.keyring().add();
        putInForce(id);
        return id;
    }

    @Override
    public KeyRotation planRotation() {
        Optional<Registered> before = currentAtHand();
        String target = target();
        Outcome outcome = rewrapping.asIfToKey(target);
        return new KeyRotation(before.map(Registered::id), target, outcome.rows(), outcome.unopened());
    }

    @Override
    public KeyRotation rotate() {
        Optional<Registered> before = currentAtHand();
        return rotate(before, before.map(key -> "from " + key.id() + ": ").orElse(""));
    }

    @Override
    public KeyRotation rotateWithout(String lostKey) {
        Optional<Registered> before = current();
        if (before.filter(key -> key.id().equals(lostKey)).isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.RESOURCE_NOT_FOUND,
                    "key " + lostKey + " is not the current one",
                    "name the current key, or rotate without giving one up");
        }
        if (parts.keyring().keyIds().contains(lostKey)) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_IN_USE,
                    "key " + lostKey + " is in the keyring, and not lost",
                    "rotate without giving one up");
        }
        return rotate(before, "giving up " + lostKey + ": ");
    }

    private KeyRotation rotate(Optional<Registered> before, String from) {
        String target = target();
        putInForce(target);
        parts.register().makeCurrent(target, entries.entry(Action.ROTATE_KEY, target, from + "begun"));
        parts.current().forget();
        parts.keyring().beginWith(target);
        Outcome first = untilNothingIsLeft(target);
        settle();
        Outcome last = untilNothingIsLeft(target);
        long rows = first.rows() + last.rows();
        int unopened = last.unopened().size();
        LOG.info("{} connections were put under key {}, {} could not", rows, target, unopened);
        parts.trail()
                .append(entries.entry(
                        Action.ROTATE_KEY,
                        target,
                        from + "done, " + rows + " connections, and " + unopened + " could not"));
        return new KeyRotation(before.map(Registered::id), target, rows, last.unopened());
    }

    /** What another process may have added under the same id must be the same key. */
    private void putInForce(String keyId) {
        parts.register().add(parts.current().sentinel(keyId), entries.entry(Action.ADD_KEY, keyId, ""));
        parts.register().inForce().stream()
                .filter(key -> key.id().equals(keyId))
                .forEach(parts.current()::check);
    }

    /** Others go on creating and changing connections, at first also under the key before. */
    private Outcome untilNothingIsLeft(String target) {
        long rewrapped = 0;
        for (int pass = 1; ; pass++) {
            requireCurrent(target);
            Outcome outcome = rewrapping.toKey(target);
            rewrapped += outcome.rows();
            if (outcome.rows() + outcome.outrun() == 0 || pass == PASSES) {
                return new Outcome(rewrapped, outcome.outrun(), outcome.unopened());
            }
        }
    }

    /** Two rotations to different keys would undo each other's work without an end. */
    private void requireCurrent(String target) {
        String current = current().map(Registered::id).orElse("");
        if (!current.equals(target)) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE,
                    "the store was rotated to key " + current + " while it was rotated to key " + target,
                    "bring the same keys to every keyring, and rotate again");
        }
    }

    private void settle() {
        try {
            parts.sleeper().sleep(SETTLING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the rotation was interrupted", "rotate again: it goes on", e);
        }
    }

    @Override
    public SealVerification verify() {
        List<UnopenedConnection> unopened = new ArrayList<>();
        long tried = rewrapping.open(unopened::add);
        return new SealVerification(tried, looking.thorough(), unopened);
    }

    @Override
    public void retire(String keyId) {
        parts.register().retire(keyId, entries.entry(Action.RETIRE_KEY, keyId, ""));
        parts.current().forget();
        current().map(Registered::id).ifPresent(parts.keyring()::beginWith);
        parts.keyring().disable(keyId);
    }

    @Override
    public AuditTrail audit() {
        return query -> parts.trail().read(KeyEntries.STORE, query);
    }

    private Optional<Registered> current() {
        return parts.register().inForce().stream().filter(Registered::isCurrent).findFirst();
    }

    /** The current key, which the keyring has unless the store is new. */
    private Optional<Registered> currentAtHand() {
        Optional<Registered> current = current();
        current.ifPresent(key -> {
            if (!parts.keyring().keyIds().contains(key.id())) {
                throw new ConnectionException(
                        ConnectionError.SECRET_UNREADABLE,
                        "key " + key.id() + ", which is current, is missing from the keyring in "
                                + parts.keyring().place(),
                        "restore it from a backup of the keyring, and rotate then; if it is lost for good, rotate without"
                                + " it: what is sealed under it has to be stated anew");
            }
            parts.current().check(key);
        });
        return current;
    }

    /** The newest key that was not retired: the last of the keyring. */
    private String target() {
        List<String> retired = parts.register().retired();
        List<String> usable = parts.keyring().keyIds().stream()
                .filter(id -> !retired.contains(id))
                .toList();
        if (usable.isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the keyring in " + parts.keyring().place() + " has no key that could be made current",
                    "add a key first");
        }
        return usable.get(usable.size() - 1);
    }
}
