package dev.mooring.connection.aws.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class MooringCredentialsProviderTest {
    private static final Instant EXPIRY = Instant.parse("2099-01-01T00:00:00Z");

    @Test
    void keepsThePartsOfASessionTogether() {
        assertThat(MooringCredentialsProvider.of(source(session("ASIA1"))).resolveCredentials())
                .isInstanceOfSatisfying(AwsSessionCredentials.class, aws -> {
                    assertThat(aws.accessKeyId()).isEqualTo("ASIA1");
                    assertThat(aws.secretAccessKey()).isEqualTo("secret");
                    assertThat(aws.sessionToken()).isEqualTo("token");
                    assertThat(aws.expirationTime()).contains(EXPIRY);
                });
    }

    @Test
    void passesAKeyWithoutAToken() {
        Credential key = new Credential.AccessKey("AKIA1", Secret.of("secret"));
        assertThat(MooringCredentialsProvider.of(source(key)).resolveCredentials())
                .isNotInstanceOf(AwsSessionCredentials.class)
                .satisfies(aws -> assertThat(aws.accessKeyId()).isEqualTo("AKIA1"));
    }

    @Test
    void asksTheSourceEveryTime() {
        MooringCredentialsProvider provider = MooringCredentialsProvider.of(source(session("ASIA1"), session("ASIA2")));
        assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIA1");
        assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIA2");
    }

    @Test
    void refusesAShapeThatCanNotSign() {
        MooringCredentialsProvider provider = MooringCredentialsProvider.of(source(new Credential.Anonymous()));
        assertThatThrownBy(provider::resolveCredentials)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_SUPPORTED))
                .hasMessageContaining("Anonymous");
    }

    private static Credential session(String id) {
        return new Credential.Session(id, Secret.of("secret"), Secret.of("token"), EXPIRY);
    }

    private static CredentialSource source(Credential... credentials) {
        Deque<Credential> left = new ArrayDeque<>(List.of(credentials));
        return new CredentialSource() {
            @Override
            public Connection connection() {
                throw new AssertionError();
            }

            @Override
            public AccessScope scope() {
                return AccessScope.everything();
            }

            @Override
            public Vended vended() {
                return new Vended(left.remove(), List.of(), PropertyValues.empty());
            }

            @Override
            public void rejected(Credential credential) {
                throw new AssertionError();
            }

            @Override
            public SourceTicket ticket() {
                throw new AssertionError();
            }
        };
    }
}
