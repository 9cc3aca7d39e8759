package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A keyset that was handed over as text, and can not be changed. */
final class FixedKeyset implements KeysetPlace {
    private final Secret text;
    private final String place;
    private volatile @Nullable Keyset parsed;

    FixedKeyset(Secret text, String place) {
        this.text = text;
        this.place = place;
    }

    @Override
    public String name() {
        return place;
    }

    @Override
    public Optional<Keyset> look() {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Keyset known = parsed;
        if (known == null) {
            known = KeysetJson.read(text.reveal())
                    .orElseThrow(() -> new ConnectionException(
                            ConnectionError.SECRET_UNREADABLE,
                            "the " + place + " holds no keyring",
                            "put the whole content of a keyring's file there"));
            parsed = known;
        }
        return Optional.of(known);
    }

    @Override
    public Keyset change(UnaryOperator<Keyset> change) {
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "the keyring in the " + place + " can not be changed from here",
                "put its content into a file of mode 600, add the key to that file with 'mooring keys add --keyring FILE'"
                        + " over the same store, and let every process start with the file's new content");
    }

    @Override
    public boolean isChangeable() {
        return false;
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
