package dev.mooring.connection.core;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.credential.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a layer may use and reach outside of itself, as its builder collects it. */
final class OutsideParts {
    final Map<Cloud, Supplier<Credential>> identities = new HashMap<>();
    final Map<String, URI> overrides = new HashMap<>();
    final Set<String> admittedAddresses = new HashSet<>();
    final Set<String> admittedIssuers = new HashSet<>();
    final Set<Path> directories = new HashSet<>();
    final Map<String, Set<Path>> directoriesOf = new HashMap<>();
    final Map<String, ContentReader> readers = new HashMap<>();
    Optional<Decryptor> decryptor = Optional.empty();
}
