package dev.mooring.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    @ParameterizedTest
    @CsvSource({
        "s3://trusted, s3://trusted, true",
        "s3://trusted, s3://trusted/, true",
        "s3://trusted/, s3://trusted/data.parquet, true",
        "s3://trusted, s3://trusted-evil/data.parquet, false",
        "s3://trusted, s3://trusted.evil, false",
        "s3://bucket/t, s3://bucket/t, true",
        "s3://bucket/t, s3://bucket/t/, true",
        "s3://bucket/t///, s3://bucket/t, true",
        "s3://bucket/t, s3://bucket/t/child/file, true",
        "s3://bucket/t, s3://bucket/table, false",
        "s3://bucket/t/child, s3://bucket/t, false",
        "s3://my.bucket/my/subpath, s3://other.bucket/my/subpath/x, false",
        "s3://my.bucket/my/subpath, s3://my.bucket/other/subpath/x, false",
        "http://trusted, http://trusted/data, true",
        "http://trusted, http://trusted-evil/data, false",
        "http://example.com/data/, http://example.com/data/file.csv, true",
        "http://example.com, https://example.com, false",
        "s3://Bucket, s3://bucket, false",
        "arn:aws:lambda:eu-west-1:1:function:f, arn:aws:lambda:eu-west-1:1:function:f, true",
        "arn:aws:lambda:eu-west-1:1:function:f, arn:aws:lambda:eu-west-1:1:function:f2, false",
    })
    void coversItselfAndWhatLiesBelowASlash(String wide, String narrow, boolean covers) {
        assertThat(Resource.parse(wide).covers(Resource.parse(narrow))).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://b/p, s3://b/p/",
        "S3N://b/p, s3://b/p/",
        "cosn://b-125/p, cos://b-125/p/",
        "OSS://b, oss://b",
        "s3://b/p/q//, s3://b/p/q/",
        "s3://b/, s3://b",
        "s3://b/p//q, s3://b/p//q/",
    })
    void foldsSchemeAliasesAndOuterSlashesOnly(String written, String text) {
        assertThat(Resource.parse(written)).hasToString(text).isEqualTo(Resource.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://my_bucket/with blank/",
                "s3://b/%41/",
                "s3://b/a?b#c=d,e/",
                "s3://b/.../",
                "s3://b/*/",
                "s3://b/ü/",
                "s3://b/..a/",
                "arn:aws:s3:::b/k"
            })
    void keepsEveryCharacterAsItIs(String text) {
        assertThat(Resource.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://b//", "s3://b//a/", "s3://b///"})
    void anEmptyPartOfAFolderTemplateDoesNotComeToMeanTheWholeBucket(String text) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> Resource.parse(text))
                .matches(e -> e.code() == ConnectionError.INVALID_SCOPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bucket/path",
                "://bucket",
                "s3://",
                "s3:///path",
                "s3:/bucket",
                "s3://b/../c",
                "s3://b/a/..",
                "s3://b/./c",
                "s3://b/a\nb",
                "s3://b\0c",
                "arn:"
            })
    void refusesWhatServicesWouldReadDifferently(String text) {
        assertThatThrownBy(() -> Resource.parse(text))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_SCOPE));
    }

    @ParameterizedTest
    @CsvSource({"s3, a/b, ''", "arn, aws:x, path", "ARN, aws:x, path", "a://b, c, ''", "arn:x, c, ''"})
    void refusesPartsThatItsTextCouldNotTellApart(String scheme, String root, String path) {
        assertThatThrownBy(() -> new Resource(scheme, root, path)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void keepsAnArnWholeAlsoWhenItHoldsSlashes() {
        Resource function = Resource.parse("arn:aws:iam::1:role/path/name");

        assertThat(function.scheme()).isEqualTo("arn");
        assertThat(function.root()).isEqualTo("aws:iam::1:role/path/name");
        assertThat(function.path()).isEmpty();
    }
}
