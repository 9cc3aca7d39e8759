package dev.mooring.connection.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Something else than the service answers, and tries to make more of a request than an answer. */
class HostileAnswersTest {
    private final List<EmulatedRequest> lured = new CopyOnWriteArrayList<>();
    private final EmulatorServer lure = EmulatorServer.start(request -> {
        lured.add(request);
        return EmulatedResponse.of(200, "{}");
    });
    private final BrokenCloud cloud = new BrokenCloud();

    @AfterEach
    void close() {
        cloud.close();
        lure.close();
    }

    @Test
    void aRedirectOfStsOrOssLeadsNowhere() {
        for (String service : List.of("sts", "oss")) {
            for (int status : List.of(301, 302, 307, 308)) {
                try (EmulatorServer hostile = EmulatorServer.start(request -> EmulatedResponse.of(status, "")
                        .header("Location", lure.endpoint().toString()))) {
                    cloud.context().override("sts", cloud.aliyun.endpoint());
                    cloud.context().override(service, hostile.endpoint());
                    assertThat(cloud.test(BrokenCloud.ORDERS))
                            .as("%s %s", service, status)
                            .isPresent();
                }
            }
        }
        assertThat(lured).isEmpty();
    }

    @Test
    void anEntityInAnAnswerOfOssIsNotFetched() {
        String entity = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + lure.endpoint() + "/leak\">]>";
        for (int status : List.of(200, 403)) {
            try (EmulatorServer hostile = EmulatorServer.start(request -> EmulatedResponse.of(
                            status,
                            entity
                                    + (status == 200
                                            ? "<ListBucketResult><Name>&e;</Name></ListBucketResult>"
                                            : "<Error><Code>&e;</Code><Message>&e;</Message></Error>"))
                    .header("Content-Type", "application/xml"))) {
                cloud.context().override("oss", hostile.endpoint());
                assertThat(cloud.test(BrokenCloud.ORDERS)).as("%s", status).isPresent();
            }
        }
        assertThat(lured).isEmpty();
    }

    @Test
    void anAnswerThatRepeatsTheRequestIsNotRepeatedAgain() {
        try (EmulatorServer echo = EmulatorServer.start(request -> EmulatedResponse.of(
                400, "no JSON: " + request.header("authorization").orElse("")))) {
            cloud.context().override("sts", echo.endpoint());
            ConnectionException failure = cloud.test(BrokenCloud.ORDERS).orElseThrow();
            assertThat(failure.code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
            assertThat(failure + String.valueOf(failure.getCause())).doesNotContain("Signature=");
        }
    }
}
