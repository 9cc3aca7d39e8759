package dev.mooring.connection.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of what stores on disk already hold. */
class RowJsonTest {
    private static final String VALUES = "{\"REGION\":{\"sensitivity\":\"SHOWN\",\"texts\":[\"eu\",\"\\\"é\\n\"]}}";
    private static final String SECRETS = "{\"seal\":\"c2VhbA==\",\"ciphertexts\":{\"ACCESS_KEY\":\"c2VhbGVk\"}}";

    @Test
    void valuesKeepTheirForm() {
        PropertyValues values = PropertyValues.of(
                Map.of("REGION", new PropertyValues.Value(Sensitivity.SHOWN, List.of("eu", "\"é\n"))), Map.of());

        assertThat(RowJson.values(values)).isEqualTo(VALUES);
        assertThat(RowJson.values(VALUES)).isEqualTo(values);
    }

    @Test
    void sealedSecretsKeepTheirForm() {
        SealedSecrets sealed = new SealedSecrets(
                Optional.of(new WrappedKey("K1", "d3JhcA==")),
                Optional.of("c2VhbA=="),
                Map.of("ACCESS_KEY", "c2VhbGVk"),
                3);

        assertThat(RowJson.secrets(sealed)).isEqualTo(SECRETS);
        assertThat(RowJson.secrets(SECRETS, sealed.key(), 3)).isEqualTo(sealed);
        assertThat(RowJson.secrets("", Optional.empty(), 3)).isEqualTo(SealedSecrets.none(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{\"a\":1}", "{\"a\":{}}", "{\"a\":{\"texts\":[]}}", "{\"a\":[\"b\""})
    void whatIsNoRowIsRefusedAndNotQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowJson.values(text))
                .withMessage("not the JSON of a row");
        assertThatIllegalArgumentException().isThrownBy(() -> RowJson.secrets("[" + text, Optional.empty(), 1));
    }
}
