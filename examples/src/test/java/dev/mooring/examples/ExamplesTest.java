package dev.mooring.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private interface Program {
        void run() throws Exception;
    }

    @Test
    void quickstartTellsTheWholeStory() throws Exception {
        assertThat(printed(Quickstart::main))
                .contains("connection orders created", "EXTERNAL_ID", "AKIALO**************")
                .contains("the AWS client reads: 1 anchor", "test of connection orders: WARNING", "CREDENTIAL_REJECTED")
                .contains("AccessKey[accessKeyId=AKIALO…, accessKeySecret=****]")
                .contains("connection partner dropped")
                .contains("the Kafka client reads: 1 anchor ordered", "test of connection events: PASSED")
                .contains("test of connection events: FAILED", "connection events dropped")
                .doesNotContain(LocalS3.SECRET_KEY, "a-wrong-secret", LocalKafka.PASSWORD, "a-wrong-password");
    }

    @Test
    void createAndVendReachesTheServer() throws Exception {
        assertThat(printed(CreateAndVend::main)).contains("buckets: 1").doesNotContain(LocalS3.SECRET_KEY);
    }

    @Test
    void runSqlShowsAnErrorWithItsPlace() throws Exception {
        assertThat(printed(RunSql::main))
                .contains("udf_noah", "INVALID_PROPERTIES at ", "did you mean REGION?", "masked value");
    }

    @Test
    void aTypeOfOnesOwnIsUsedLikeAnyOther() throws Exception {
        assertThat(printed(AddYourOwnType::main))
                .contains("TIDE_TABLES", "ApiKey[header=X-Tide-Key, value=****")
                .doesNotContain("k-1");
    }

    @Test
    void theReadmesExampleIsTheCompiledOne() throws Exception {
        String compiled = Files.readString(Path.of("src/main/java/dev/mooring/examples/ReadmeExample.java"))
                .split("// readme\n")[1];
        List<String> example = javaBlock(Files.readString(Path.of("../README.md")));
        assertThat(example)
                .containsExactlyElementsOf(
                        compiled.stripTrailing().stripIndent().lines().toList());
    }

    private static List<String> javaBlock(String readme) {
        int start = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(start, readme.indexOf("```", start)).lines().toList();
    }

    private static String printed(Program program) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
