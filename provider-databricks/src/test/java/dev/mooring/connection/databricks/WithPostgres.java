package dev.mooring.connection.databricks;

import dev.mooring.testserver.postgres.TestPostgres;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the PostgreSQL that all of this process share; it is closed after the last of them. */
public final class WithPostgres implements ParameterResolver {
    /** Used by JUnit. */
    public WithPostgres() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestPostgres.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(WithPostgres.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .postgres;
    }

    private static final class Running implements ExtensionContext.Store.CloseableResource {
        private final TestPostgres postgres = TestPostgres.start();

        @Override
        public void close() {
            postgres.close();
        }
    }
}
