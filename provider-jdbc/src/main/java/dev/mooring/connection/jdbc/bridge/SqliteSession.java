package dev.mooring.connection.jdbc.bridge;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * A session of SQLite's driver without the commands that the driver itself reads before SQL does: they write to, and read
 * from, whatever file they name. Prepared statements never reach that part of the driver.
 */
final class SqliteSession {
    private static final Pattern COMMAND =
            Pattern.compile("\\s*(backup|restore)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private SqliteSession() {}

    static Connection of(Connection session) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoked(session, method, arguments);
            return method.getName().equals("createStatement")
                    ? guarded((Statement) result, (Connection) proxy)
                    : result;
        });
    }

    private static Statement guarded(Statement statement, Connection session) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                requireSql(sql);
            }
            return method.getName().equals("getConnection") ? session : invoked(statement, method, arguments);
        });
    }

    private static void requireSql(String sql) throws SQLException {
        if (COMMAND.matcher(sql).matches()) {
            throw new SQLException(
                    "backup and restore reach other files than the connection's, and are refused", "42501");
        }
    }

    private static Object invoked(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SqliteSession.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
