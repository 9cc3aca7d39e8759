package dev.mooring.connection.kafka;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Credential.Kerberos;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.kerberos.Keytab;
import dev.mooring.connection.support.oauth.Grant;
import dev.mooring.connection.support.oauth.OAuthClient;
import dev.mooring.connection.support.oauth.TokenAnswer;
import dev.mooring.connection.support.oauth.TokenCalls;
import dev.mooring.connection.support.oauth.TokenEndpoint;
import dev.mooring.connection.support.secrets.AwsIdentity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands out what a client of Kafka authenticates with: the stored login, certificate or keytab as they are now, or a token
 * that an authorization server or an AWS credential stands for.
 */
final class KafkaVendor implements CredentialVendor {
    private final ProviderContext context;
    private final MskTokenVendor tokens;

    KafkaVendor(ProviderContext context) {
        this.context = context;
        this.tokens = new MskTokenVendor(context.clock());
    }

    @Override
    public VendPlan plan(VendRequest request) {
        KafkaSettings settings = KafkaSettings.of(request.properties());
        Optional<Mechanism> mechanism = settings.mechanism();
        if (mechanism.isEmpty()) {
            return stored("stored certificate, if any", List.of(), request, () -> certified(request, settings));
        }
        return switch (mechanism.get()) {
            case PLAIN, SCRAM_SHA_256, SCRAM_SHA_512 ->
                stored(
                        "stored login",
                        List.of(new Field("username", settings.username())),
                        request,
                        () -> login(request, settings));
            case GSSAPI ->
                stored(
                        "stored keytab",
                        List.of(new Field("principal", settings.principal())),
                        request,
                        () -> kerberos(request, settings));
            case OAUTHBEARER -> granted(request, settings);
            case AWS_MSK_IAM -> signed(request, settings);
        };
    }

    private interface Opening {
        Credential open();
    }

    /** Opened at each vend and kept nowhere, so that a replaced file or password is seen at once. */
    private VendPlan stored(String operation, List<Field> fields, VendRequest request, Opening opening) {
        return new VendPlan(operation, fields, Reuse.NEVER, hops -> issued(opening.open(), request, Receipt.none()));
    }

    private Credential certified(VendRequest request, KafkaSettings settings) {
        return certificate(request, settings, Optional.empty()).orElseGet(Anonymous::new);
    }

    private Credential login(VendRequest request, KafkaSettings settings) {
        Secret password = settings.password(contents(request));
        Login login = new Login(settings.username(), password, Optional.empty());
        return certificate(request, settings, Optional.of(login)).orElse(login);
    }

    private Optional<Credential> certificate(VendRequest request, KafkaSettings settings, Optional<Login> login) {
        return settings.clientCertificate(contents(request)).map(client -> {
            client.chain().requireValid(context.clock().instant());
            return new Certificate(client.chain().pem(), client.keyPem(), login, Optional.empty());
        });
    }

    private Credential kerberos(VendRequest request, KafkaSettings settings) {
        settings.krb5Conf(contents(request))
                .ifPresent(text -> context.kerberos().admit(request.connection(), text));
        Secret keytab = settings.keytab(contents(request));
        // whatever else an admitted file holds is not handed out
        Keytab.read(keytab).requirePrincipal(settings.principal());
        context.kerberos().requireKnown(settings.principal());
        return new Kerberos(settings.principal(), keytab);
    }

    private VendPlan granted(VendRequest request, KafkaSettings settings) {
        URI endpoint = settings.require(KafkaProperties.TOKEN_ENDPOINT);
        String clientId = settings.require(KafkaProperties.CLIENT_ID);
        Secret clientSecret = settings.require(KafkaProperties.CLIENT_SECRET);
        Optional<String> scope = settings.get(KafkaProperties.TOKEN_SCOPE);
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("tokenEndpoint", endpoint.toString()));
        fields.add(new Field("clientId", clientId));
        scope.ifPresent(text -> fields.add(new Field("scope", text)));
        return new VendPlan("oauth2:client_credentials", fields, Reuse.UNTIL_EXPIRY, hops -> {
            // a server may let tokens live for longer than anything is kept here
            TokenAnswer answer = TokenCalls.of(context)
                    .ask(TokenEndpoint.of(endpoint, OAuthClient.basic(clientId, clientSecret)), new Grant.Client(scope))
                    .until(context.clock().instant().plus(request.lifetime()));
            return issued(answer.bearer(), request, answer.receipt());
        });
    }

    private VendPlan signed(VendRequest request, KafkaSettings settings) {
        String connection = settings.require(KafkaProperties.AWS_CONNECTION);
        String region = settings.awsRegion().orElseThrow(() -> new IllegalStateException("no region"));
        List<Field> fields = List.of(
                new Field("awsConnection", connection),
                new Field("region", region),
                new Field("expires", String.valueOf(MskTokenVendor.LIFETIME.toSeconds())));
        return new VendPlan("kafka-cluster:Connect", fields, Reuse.UNTIL_EXPIRY, hops -> {
            Credential aws =
                    AwsIdentity.vend(request.tools().references(), connection, KafkaProperties.AWS_CONNECTION.name());
            return issued(tokens.sign(aws, region), request, Receipt.none());
        });
    }

    private Issued issued(Credential credential, VendRequest request, Receipt receipt) {
        PropertyValues details = KafkaSettings.of(request.properties())
                .endpoint(contents(request))
                .details();
        return new Issued(credential, List.of(), details, Map.of(), receipt);
    }

    private Contents contents(VendRequest request) {
        return context.contents(request.connection());
    }
}
