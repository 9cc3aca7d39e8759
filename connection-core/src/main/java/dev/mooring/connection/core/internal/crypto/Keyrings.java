package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.core.KeyEncryption;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;

/** The keyrings of this library: a keyset of Tink in one place or another. */
public final class Keyrings {
    private Keyrings() {}

    /** A keyring in a file, which need not exist yet. */
    public static Keyring inFile(Path file) {
        return new KeysetKeyring(new KeysetFile(file, new PlainKeyset()));
    }

    /** A keyring in an encrypted file, which need not exist yet. */
    public static Keyring inFile(Path file, KeyEncryption encryption) {
        return new KeysetKeyring(new KeysetFile(file, new EncryptedKeyset(encryption, System::nanoTime)));
    }

    /** Encrypts a keyring's file, which stays one keyring under its name. */
    public static void encrypt(Path file, KeyEncryption encryption) {
        new KeysetFile(file, new PlainKeyset()).rewrite(new EncryptedKeyset(encryption, System::nanoTime));
    }

    /** A keyring that dies with the process. */
    public static Keyring inMemory() {
        return new KeysetKeyring(new HeldKeyset());
    }

    /** A keyring that never changes. */
    public static Keyring fixed(Secret keyset, String place) {
        return new KeysetKeyring(new FixedKeyset(keyset, place));
    }
}
