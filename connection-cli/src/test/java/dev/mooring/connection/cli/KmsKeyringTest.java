package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyring that an emulator of AWS KMS opens. */
class KmsKeyringTest {
    @TempDir
    Path home;

    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount account = emulator.account("111122223333");
    private final String arn = emulator.kms().createKey(account, "eu-west-1");

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void encryptsTheKeyringThatIsThereAndWorksWithItFromThenOn() throws Exception {
        Harbour harbour = Harbour.withQuays(home);
        Path file = home.resolve(".mooring/keyring.json");
        String before = Files.readString(file);
        Credential.AccessKey owner = account.createUser("owner", IamPolicy.everything());
        harbour.environment.put("MOORING_AWS_ACCESS_KEY_ID", owner.accessKeyId());
        harbour.environment.put(
                "MOORING_AWS_SECRET_ACCESS_KEY", owner.accessKeySecret().reveal());

        assertThat(withKms(harbour, "keys", "encrypt").out())
                .contains("encrypted " + file)
                .contains(arn);

        assertThat(Files.readString(file)).isNotEqualTo(before).contains("encryptedKeyset");
        assertThat(withKms(harbour, "keys", "verify").out()).contains("3 of 3 connections open");
        assertThat(withKms(harbour, "vend", "keyed", "--scope", "*", "--reveal").out())
                .contains("canary-issued-secret");
        assertThat(harbour.run("keys", "verify").code())
                .as("without the KMS key")
                .isEqualTo(1);
    }

    private Outcome withKms(Harbour harbour, String... command) {
        List<String> args =
                new ArrayList<>(List.of("--keyring", "kms:" + arn, "--endpoint", "kms=" + emulator.endpoint()));
        args.addAll(List.of(command));
        Outcome outcome = harbour.run(args.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.all()).doesNotContain(Harbour.SECRET);
        return outcome;
    }
}
