package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.access.AccessControl;
import dev.mooring.connection.core.access.AccessRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a layer asks before its calls: nothing, or an access control, whose failures are nobody's permission. */
public final class Access {
    private final Optional<AccessControl> control;
    private final Denials denials;
    private final boolean isAskedEachTime;

    private Access(Optional<AccessControl> control, Denials denials, boolean isAskedEachTime) {
        this.control = control;
        this.denials = denials;
        this.isAskedEachTime = isAskedEachTime;
    }

    /** Everybody may do everything. */
    public static Access open(Denials denials) {
        return new Access(Optional.empty(), denials, false);
    }

    /** As the control says, who is asked at each call. */
    public static Access by(AccessControl control, Denials denials) {
        return new Access(Optional.of(control), denials, true);
    }

    /** As privileges say, whose changes raise the layer's epoch: what was allowed stands until then. */
    public static Access byPrivileges(PrivilegeControl control, Denials denials) {
        return new Access(Optional.of(control), denials, false);
    }

    /** What decides by privileges, where these do. */
    public Optional<PrivilegeControl> privileges() {
        return control.filter(PrivilegeControl.class::isInstance).map(PrivilegeControl.class::cast);
    }

    /** Whether everybody may do everything. */
    public boolean isOpen() {
        return control.isEmpty();
    }

    /** Whether also an answer that stands has to be asked for again. */
    public boolean isAskedEachTime() {
        return isAskedEachTime;
    }

    /** Where denied calls are recorded. */
    public Denials denials() {
        return denials;
    }

    /** On the way of every vend: it makes no object. */
    boolean isAllowed(AccessRequest request) {
        try {
            return control.isEmpty() || control.get().isAllowed(request);
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw broken(e);
        }
    }

    /** Those that are allowed, whatever else the control answers. */
    Set<AccessRequest> allowed(List<AccessRequest> requests) {
        Set<AccessRequest> allowed = new HashSet<>(requests);
        control.ifPresent(each -> allowed.retainAll(new HashSet<>(asked(() -> each.allowed(requests)))));
        return allowed;
    }

    String remedy(AccessRequest denied) {
        return control.map(each -> asked(() -> each.remedy(denied))).orElseGet(ConnectionError.NOT_AUTHORIZED::remedy);
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw broken(e);
        }
    }

    /** Without the failure itself: its message may hold anything. */
    private static ConnectionException broken(Throwable failure) {
        return new ConnectionException(
                ConnectionError.PROVIDER_CONTRACT,
                "the access control failed with " + failure.getClass().getName(),
                "report this to the author of the access control");
    }
}
