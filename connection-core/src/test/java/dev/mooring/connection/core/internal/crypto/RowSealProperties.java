package dev.mooring.connection.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A row opens as it was sealed, and neither with anything of it changed nor with anything of another row's in it. */
class RowSealProperties {
    private static final String[] TEXTS = {"", "a", "b", "ab", "A", "a,b", "a\"", "é", "a\0b", "1"};

    /** All that a store holds of a row which the seal covers. */
    private record Row(RowContent content, Map<String, String> secrets, long revision) {
        Map<String, Secret> values() {
            Map<String, Secret> values = new TreeMap<>();
            secrets.forEach((name, value) -> values.put(name, Secret.of(value)));
            return values;
        }
    }

    /** What somebody who can write to the store may change or take from another row. */
    private enum Part {
        ID,
        WORKSPACE,
        NAME,
        CATEGORY,
        TYPE,
        CLOUD,
        EXTERNAL_ID,
        PROPERTIES,
        REFERENCES,
        SCHEMA_VERSION
    }

    private final SecretSealer sealer = Sealers.over(Keyrings.inMemory(), new HeldKeys());

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(TEXTS);
    }

    @Provide
    Arbitrary<Row> rows() {
        Arbitrary<String> text = texts();
        Arbitrary<TypeId> types = Combinators.combine(
                        Arbitraries.of(ConnectionCategory.values()),
                        Arbitraries.of("S3", "OSS", "S"),
                        Arbitraries.of(Cloud.AWS, Cloud.ALIYUN).optional())
                .as((category, name, cloud) -> new TypeId(category, name, List.of(), name, cloud));
        Arbitrary<Connection.Identity> identities = Combinators.combine(
                        text, text, text, types, Arbitraries.of("x1", "x2").optional())
                .as(Connection.Identity::new);
        Arbitrary<PropertyValues> properties = Arbitraries.maps(
                        Arbitraries.of("ENDPOINT", "ROLE_ARN", "HOSTS", "HOST"),
                        Combinators.combine(
                                        Arbitraries.of(Sensitivity.SHOWN, Sensitivity.MASKED),
                                        text.list().ofMinSize(1).ofMaxSize(3))
                                .as(PropertyValues.Value::new))
                .ofMaxSize(3)
                .map(values -> PropertyValues.of(values, Map.of()));
        Arbitrary<RowContent> contents = Combinators.combine(
                        identities,
                        properties,
                        text.list().ofMaxSize(2),
                        Arbitraries.integers().between(1, 2))
                .as(RowContent::new);
        Arbitrary<Map<String, String>> secrets =
                Arbitraries.maps(Arbitraries.of("KEY", "TOKEN"), text).ofMaxSize(2);
        return Combinators.combine(contents, secrets, Arbitraries.longs().between(1, 2))
                .as(Row::new);
    }

    @Property(tries = 200)
    void opensAsItWasSealed(@ForAll("rows") Row row) {
        SealedSecrets sealed = sealer.seal(row.content(), row.values(), row.revision());

        assertThat(sealer.open(row.content(), sealed)).isEqualTo(row.values());
        assertThat(sealed.ciphertexts().keySet()).isEqualTo(row.secrets().keySet());
    }

    @Property(tries = 500)
    void opensWithNothingOfAnotherRow(@ForAll("rows") Row row, @ForAll("rows") Row other, @ForAll Part part) {
        RowContent mixed = mixed(row.content(), other.content(), part);
        Assume.that(!mixed.equals(row.content()));

        assertThat(sealer.isVerified(mixed, sealer.seal(row.content(), row.values(), row.revision())))
                .isFalse();
    }

    @Property(tries = 500)
    void opensWithNothingThatWasSealedForAnotherRow(@ForAll("rows") Row row, @ForAll("rows") Row other) {
        SealedSecrets sealed = sealer.seal(row.content(), row.values(), row.revision());
        SealedSecrets foreign = sealer.seal(other.content(), other.values(), other.revision());
        boolean isSame = row.content().equals(other.content())
                && row.secrets().keySet().equals(other.secrets().keySet())
                && row.revision() == other.revision();

        assertThat(sealer.isVerified(row.content(), foreign)).isEqualTo(isSame);
        for (SealedSecrets mixed : mixtures(sealed, foreign)) {
            assertThat(opens(row.content(), mixed)).as(mixed.toString()).isFalse();
        }
    }

    /** Whole values of two rows sealed under different data keys, in one. */
    private static List<SealedSecrets> mixtures(SealedSecrets own, SealedSecrets foreign) {
        List<SealedSecrets> mixtures = new ArrayList<>(List.of(
                new SealedSecrets(foreign.key(), own.seal(), own.ciphertexts(), own.revision()),
                new SealedSecrets(own.key(), foreign.seal(), own.ciphertexts(), own.revision()),
                new SealedSecrets(own.key(), own.seal(), own.ciphertexts(), own.revision() + 1)));
        if (!own.ciphertexts().isEmpty()) {
            mixtures.add(new SealedSecrets(own.key(), own.seal(), Map.of(), own.revision()));
        }
        if (!own.ciphertexts().equals(foreign.ciphertexts())) {
            mixtures.add(new SealedSecrets(own.key(), own.seal(), foreign.ciphertexts(), own.revision()));
        }
        return mixtures;
    }

    private boolean opens(RowContent content, SealedSecrets sealed) {
        try {
            sealer.open(content, sealed);
            return true;
        } catch (ConnectionException e) {
            return false;
        }
    }

    private static RowContent mixed(RowContent row, RowContent other, Part part) {
        Connection.Identity a = row.identity();
        Connection.Identity b = other.identity();
        return new RowContent(
                new Connection.Identity(
                        (part == Part.ID ? b : a).id(),
                        (part == Part.WORKSPACE ? b : a).workspace(),
                        (part == Part.NAME ? b : a).name(),
                        new TypeId(
                                (part == Part.CATEGORY ? b : a).type().category(),
                                (part == Part.TYPE ? b : a).type().name(),
                                List.of(),
                                a.type().listedName(),
                                (part == Part.CLOUD ? b : a).type().cloud()),
                        externalId(part == Part.EXTERNAL_ID ? b : a)),
                (part == Part.PROPERTIES ? other : row).properties(),
                (part == Part.REFERENCES ? other : row).references(),
                (part == Part.SCHEMA_VERSION ? other : row).schemaVersion());
    }

    private static Optional<String> externalId(Connection.Identity identity) {
        return identity.externalId();
    }
}
