package dev.mooring.connection.keyring.awskms;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.core.KeyEncryption;
import dev.mooring.connection.credential.Credential;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * A symmetric key of AWS KMS that encrypts the file of a keyring. KMS is asked when that file is read or written, which is
 * when a process starts and when keys are added, and never to seal or vend. The encryption context {@code
 * purpose=mooring-keyring} goes with every request, so that a key policy can allow just that. Safe for use by threads.
 *
 * <pre>{@code
 * Keyring keyring = Keyring.inFile(file, AwsKmsKey.of(arn, identity));
 * }</pre>
 */
public final class AwsKmsKey implements KeyEncryption {
    private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:kms:([a-z0-9-]+):\\d{12}:key/[A-Za-z0-9-]+");

    private final String arn;
    private final String region;
    private final Supplier<Credential> identity;
    private final Optional<URI> endpoint;

    private AwsKmsKey(String arn, String region, Supplier<Credential> identity, Optional<URI> endpoint) {
        this.arn = arn;
        this.region = region;
        this.identity = identity;
        this.endpoint = endpoint;
    }

    /**
     * The key of that ARN. Not an alias: it could be made to mean another key.
     *
     * @param identity the access key or session that requests are signed with, asked at every use; no other is looked for
     * @throws IllegalArgumentException when it is no ARN of a key
     */
    public static AwsKmsKey of(String arn, Supplier<Credential> identity) {
        Matcher matcher = ARN.matcher(requireNonNull(arn, "arn"));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the ARN of a KMS key: " + arn
                    + "; it looks like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        }
        return new AwsKmsKey(arn, matcher.group(1), requireNonNull(identity, "identity"), Optional.empty());
    }

    /** The same key, asked at another endpoint, such as one of a private network. */
    public AwsKmsKey at(URI other) {
        return new AwsKmsKey(arn, region, identity, Optional.of(other));
    }

    @Override
    public String name() {
        return arn;
    }

    @Override
    public byte[] encrypt(byte[] key, Map<String, String> context) {
        return call(
                "kms:Encrypt",
                kms -> kms.encrypt(request -> request.keyId(arn)
                                .plaintext(SdkBytes.fromByteArray(key))
                                .encryptionContext(context))
                        .ciphertextBlob()
                        .asByteArray());
    }

    @Override
    public byte[] decrypt(byte[] encrypted, Map<String, String> context) {
        return call(
                "kms:Decrypt",
                kms -> kms.decrypt(request -> request.keyId(arn)
                                .ciphertextBlob(SdkBytes.fromByteArray(encrypted))
                                .encryptionContext(context))
                        .plaintext()
                        .asByteArray());
    }

    /** Looks at the key's state; says nothing where that is not allowed ({@code kms:DescribeKey}). */
    @Override
    public List<String> problems() {
        try (KmsClient kms = KmsClients.open(region, identity, endpoint)) {
            return problem(kms).stream().toList();
        } catch (RuntimeException e) {
            return List.of(String.valueOf(KmsErrors.mapped(e, arn, "kms:DescribeKey", Optional.empty())
                    .getMessage()));
        }
    }

    private interface Call<T> {
        T run(KmsClient kms);
    }

    private <T> T call(String action, Call<T> call) {
        try (KmsClient kms = KmsClients.open(region, identity, endpoint)) {
            try {
                return call.run(kms);
            } catch (KmsException e) {
                throw KmsErrors.mapped(e, arn, action, KmsErrors.isState(e) ? state(kms) : Optional.empty());
            }
        } catch (RuntimeException e) {
            throw KmsErrors.mapped(e, arn, action, Optional.empty());
        }
    }

    /** For a refusal that has to be told, whatever becomes of this question. */
    private Optional<String> state(KmsClient kms) {
        try {
            return problem(kms);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    /** What the key's own description says is wrong. */
    private Optional<String> problem(KmsClient kms) {
        try {
            KeyMetadata key = kms.describeKey(request -> request.keyId(arn)).keyMetadata();
            if (key.keyState() == KeyState.ENABLED) {
                return Optional.empty();
            }
            String end = key.deletionDate() == null ? "" : ", it will be deleted at " + key.deletionDate();
            return Optional.of("KMS key " + arn + " is " + key.keyStateAsString() + end);
        } catch (KmsException e) {
            if (KmsErrors.isDenied(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "AwsKmsKey[" + arn + "]";
    }
}
