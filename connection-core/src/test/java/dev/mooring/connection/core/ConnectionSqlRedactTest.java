package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionSqlRedactTest {
    @Test
    void aStatementThatParsesKeepsItsKeywordsItsNameAndThePublishedKeysAndTypes() {
        assertThat(ConnectionSql.redact("""
                        CREATE STORAGE CONNECTION sales.lake TYPE S3 -- key of Ann
                          ACCESS_KEY='AKIA' /* 'x' */ SERVERS = ['a', 'b']
                          WITH PROPERTIES ('k' = r'v
                        w');""")).isEqualTo("""
                        CREATE STORAGE CONNECTION sales.lake TYPE S3
                        ACCESS_KEY='****' '****' = ['****', '****']
                        WITH PROPERTIES ('****' = '****');""");
        assertThat(ConnectionSql.redact("show connections limit 3; drop connection if exists lake"))
                .isEqualTo("show connections limit 3; drop connection if exists lake");
    }

    @Test
    void namesBehindALiteralAndBackQuotedNamesAreHidden() {
        assertThat(ConnectionSql.redact("DESC CONNECTION `lake`")).isEqualTo("DESC CONNECTION '****'");
        assertThat(ConnectionSql.redact("SHOW CONNECTIONS LIKE 'x'; DESC CONNECTION lake"))
                .isEqualTo("SHOW CONNECTIONS LIKE '****'; DESC CONNECTION '****'");
    }

    @Test
    void aTextThatDoesNotParseKeepsNoName() {
        assertThat(ConnectionSql.redact("CREATE STORAGE CONNECTION lake TYPE S3 ACCESS_KEY = hunter2"))
                .isEqualTo("CREATE STORAGE CONNECTION '****' TYPE S3 ACCESS_KEY = '****'");
        assertThat(ConnectionSql.redact("ALTER CONNECTION lake SET A = 'x B = 'hunter2' = 'y'"))
                .isEqualTo("ALTER CONNECTION '****' SET '****' = '****'");
        assertThat(ConnectionSql.redact("SET A = \"hunter2\" hunter3\nWITH $hunter4 42"))
                .isEqualTo("SET '****' = '****'\nWITH '****' '****'");
    }

    @Test
    void anyTextCanBeRedacted() {
        assertThat(ConnectionSql.redact("")).isEmpty();
        assertThat(ConnectionSql.redact("-- hunter2")).isEmpty();
        assertThat(ConnectionSql.redact("/* hunter2")).isEqualTo("'****'");
        assertThat(ConnectionSql.redact("postgres://ann:hunter2@db/x")).doesNotContain("hunter2", "ann");
    }
}
