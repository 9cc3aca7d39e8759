package dev.mooring.connection.core.internal.keys;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.internal.crypto.CurrentKey;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.KeyRegister.Registered;
import dev.mooring.connection.core.keys.KeyFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for what is wrong with the keys of a store. */
public final class KeyFindings {
    private final Keyring keyring;
    private final KeyRegister register;
    private final CurrentKey current;

    /** Looks at the keyring beside the store's register. */
    public KeyFindings(Keyring keyring, KeyRegister register, CurrentKey current) {
        this.keyring = keyring;
        this.register = register;
        this.current = current;
    }

    /** Which keys are missing, by their ids alone: no cipher is loaded, and a new store asks for no keyring. */
    public List<KeyFinding> atStart() {
        List<Registered> inForce = register.inForce();
        return inForce.isEmpty() ? List.of() : missing(inForce);
    }

    /** Also whether the keys are those that the store means, and what is the matter with the keyring's place. */
    List<KeyFinding> thorough() {
        List<Registered> inForce = register.inForce();
        List<KeyFinding> findings = new ArrayList<>(missing(inForce));
        if (findings.isEmpty()) {
            inForce.forEach(key -> check(key).ifPresent(findings::add));
        }
        keyring.problems()
                .forEach(problem -> findings.add(new KeyFinding(
                        Optional.empty(), problem, "see to it before the keyring has to be read again")));
        return findings;
    }

    private List<KeyFinding> missing(List<Registered> inForce) {
        List<String> present;
        try {
            present = keyring.keyIds();
        } catch (ConnectionException e) {
            return List.of(new KeyFinding(Optional.empty(), String.valueOf(e.getMessage()), e.remedy()));
        }
        return inForce.stream()
                .filter(key -> !present.contains(key.id()))
                .map(this::missing)
                .toList();
    }

    private KeyFinding missing(Registered key) {
        String lost = key.isCurrent()
                ? ": nothing can be created, altered, tested or vended"
                : ": what is sealed under it can not be altered, tested or vended";
        return new KeyFinding(
                Optional.of(key.id()),
                "key " + key.id() + " is missing from the keyring in " + keyring.place() + lost,
                "restore that key from a backup of the keyring, or copy the keyring of a process that has it; SHOW, DESC,"
                        + " DISABLE and DROP work without it");
    }

    private Optional<KeyFinding> check(Registered key) {
        try {
            current.check(key);
            return Optional.empty();
        } catch (ConnectionException e) {
            return Optional.of(new KeyFinding(Optional.of(key.id()), String.valueOf(e.getMessage()), e.remedy()));
        }
    }
}
