package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.databricks.StorageScope.Reach;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageScopeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uc://main.sales.orders=READ | main.sales.orders | READ",
                "uc://main.sales.orders=READ,LIST | main.sales.orders | READ",
                "uc://main.sales.orders=READ,WRITE | main.sales.orders | READ_WRITE",
                "uc://main.sales.orders=READ,LIST,WRITE,DELETE | main.sales.orders | READ_WRITE",
                "uc://Main.Sales.my orders=READ | Main.Sales.my orders | READ",
                "s3://lake/a b/=READ,LIST | s3://lake/a b | READ",
                "s3a://lake=READ,LIST | s3://lake | READ",
                "abfss://c@acc.dfs.core.windows.net/p/=READ,LIST,WRITE,DELETE |"
                        + " abfss://c@acc.dfs.core.windows.net/p | READ_WRITE",
                "gs://lake/x=READ,LIST | gs://lake/x | READ"
            })
    void aTableOrAPathIsReadOrReadAndWritten(String scope, String name, Reach reach) {
        StorageScope asked = StorageScope.of(AccessScope.parse(List.of(scope)));

        assertThat(asked.name()).isEqualTo(name);
        assertThat(asked.reach()).isEqualTo(reach);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uc://main.sales.orders=WRITE | uc://main.sales.orders=READ,WRITE",
                "uc://main.sales.orders=LIST | uc://main.sales.orders=READ",
                "uc://main.sales.orders=READ,DELETE | uc://main.sales.orders=READ,WRITE",
                "s3://lake/x=READ | s3://lake/x/=READ,LIST",
                "s3://lake/x=READ,LIST,WRITE | s3://lake/x/=READ,LIST,WRITE,DELETE"
            })
    void whatWouldBeIssuedWiderThanAskedIsRefusedWithWhatToAskFor(String scope, String remedy) {
        ConnectionException failure = refusal(scope);

        assertThat(failure.code()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE);
        assertThat(failure.remedy()).contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({"uc://main=READ", "uc://main.sales=READ", "uc://main.sales.orders/x=READ", "uc://a.b.c.d=READ"})
    void catalogsAndSchemasAreNoTables(String scope) {
        assertThat(refusal(scope).code()).isEqualTo(ConnectionError.INVALID_SCOPE);
    }

    private static ConnectionException refusal(String scope) {
        return catchThrowableOfType(
                ConnectionException.class, () -> StorageScope.of(AccessScope.parse(List.of(scope))));
    }
}
