package dev.mooring.connection.kafka.server;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link TestCluster} that all of this process share; it is closed after the last of them. */
public final class WithKafka implements ParameterResolver {
    /** Used by JUnit. */
    public WithKafka() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(WithKafka.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .cluster;
    }

    private static final class Running implements ExtensionContext.Store.CloseableResource {
        private final TestCluster cluster;

        Running() {
            try {
                cluster = TestCluster.start();
            } catch (Exception e) {
                throw new IllegalStateException("the test cluster does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            cluster.close();
        }
    }
}
