package dev.mooring.connection.jdbc.server;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the servers of their fork. */
public final class WithDatabases implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Databases.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(WithDatabases.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .databases;
    }

    private static final class Running implements ExtensionContext.Store.CloseableResource {
        private final Databases databases = new Databases();

        @Override
        public void close() {
            databases.close();
        }
    }
}
