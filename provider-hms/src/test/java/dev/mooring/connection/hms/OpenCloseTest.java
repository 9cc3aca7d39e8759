package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.hms.bridge.MetastoreClient;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class OpenCloseTest {
    private static final int CYCLES = 200;

    @Test
    void twoHundredCyclesLeaveNoThreadAndNoDescriptor() throws Exception {
        try (Layers layers = new Layers()) {
            layers.with(
                    Metastores.password().uri(),
                    "AUTH_TYPE = 'plain' USERNAME = 'alice' PASSWORD = '" + Metastores.PASSWORD + "'");
            cycle(layers);
            layers.test();
            int threads = Thread.activeCount();
            long descriptors = descriptors();
            for (int i = 0; i < CYCLES; i++) {
                cycle(layers);
            }
            layers.test();
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 5);
        }
    }

    private static void cycle(Layers layers) throws Exception {
        try (MetastoreClient client =
                MetastoreClient.open(layers.connections().source("c", AccessScope.everything()))) {
            assertThat(client.calls().get_all_databases()).contains("default");
        }
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
