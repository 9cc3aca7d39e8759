package dev.mooring.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall.Predicates;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.mooring.connection.credential.Secret;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The arrows that must hold between modules, and habits that no compiler checks. */
@AnalyzeClasses(packages = "dev.mooring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "dev.mooring.connection";
    private static final String[] API_PACKAGES = {API, API + ".credential", API + ".property", API + ".spi"};
    private static final String CORE = API + ".core..";
    private static final String INTERNAL = API + ".core.internal..";
    private static final String SUPPORT = API + ".support..";
    private static final String[] PROVIDERS = {
        API + ".aliyun..",
        API + ".aws..",
        API + ".databricks..",
        API + ".glue..",
        API + ".hdfs..",
        API + ".hms..",
        API + ".http..",
        API + ".jdbc..",
        API + ".kafka..",
        API + ".sftp..",
        API + ".mongodb..",
        API + ".tencent.."
    };
    /** The protocol of the metastore, which its probe, vendor and bridge speak. */
    private static final String HMS_WIRE = API + ".hms.wire";

    /** Serves clients of Glue: it has threads of its own, an HTTP server and AWS's signatures. */
    private static final String GLUE_ENDPOINT = API + ".glue.endpoint..";

    private static final String IMPORTS = API + ".imports..";
    private static final String KEYRINGS = API + ".keyring..";
    private static final String METRICS = API + ".metrics..";
    private static final String TCK = API + ".tck..";
    private static final String CLI = API + ".cli..";
    private static final String[] VENDOR_SDKS = {
        "software.amazon..",
        "com.aliyun..",
        "com.tencentcloudapi..",
        "com.qcloud..",
        "org.apache..",
        "org.mariadb..",
        "com.mongodb..",
        "org.bson.."
    };

    @ArchTest
    static final ArchRule API_KNOWS_ONLY_THE_JDK = classes()
            .that()
            .resideInAnyPackage(API_PACKAGES)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(API_PACKAGES).or(resideInAnyPackage("java..", "org.jspecify.annotations")));

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_PROVIDER = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(within(PROVIDERS, SUPPORT, KEYRINGS, TCK, CLI));

    @ArchTest
    static final ArchRule KEYRINGS_KNOW_ONLY_THE_API_AND_CORE = noClasses()
            .that()
            .resideInAPackage(KEYRINGS)
            .should()
            .dependOnClassesThat(within(PROVIDERS, SUPPORT, TCK, CLI));

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_VENDOR_SDK =
            noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat(resideInAnyPackage(VENDOR_SDKS));

    @ArchTest
    static final ArchRule PROVIDERS_KNOW_NEITHER_CORE_NOR_THE_COMMAND = noClasses()
            .that()
            .resideInAnyPackage(PROVIDERS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CORE, TCK, CLI));

    @ArchTest
    static final ArchRule PROVIDERS_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    API + ".(aliyun|aws|databricks|glue|hdfs|hms|http|kafka|tencent)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule IMPORTS_KNOW_THE_API_AND_THE_MODEL_OF_GLUE = noClasses()
            .that()
            .resideInAPackage(IMPORTS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CORE, TCK, CLI, SUPPORT, GLUE_ENDPOINT));

    @ArchTest
    static final ArchRule SUPPORT_KNOWS_ONLY_THE_API = noClasses()
            .that()
            .resideInAPackage(SUPPORT)
            .should()
            .dependOnClassesThat(within(PROVIDERS, CORE, TCK, CLI));

    @ArchTest
    static final ArchRule TCK_KNOWS_ONLY_THE_API = noClasses()
            .that()
            .resideInAPackage(TCK)
            .should()
            .dependOnClassesThat(within(PROVIDERS, SUPPORT, CORE, CLI));

    @ArchTest
    static final ArchRule ONLY_METRICS_KNOWS_MICROMETER = noClasses()
            .that()
            .resideInAPackage(API + "..")
            .and()
            .resideOutsideOfPackage(METRICS)
            .should()
            .dependOnClassesThat(resideInAPackage("io.micrometer.."));

    @ArchTest
    static final ArchRule METRICS_KNOWS_NO_PROVIDER =
            noClasses().that().resideInAPackage(METRICS).should().dependOnClassesThat(within(PROVIDERS, SUPPORT, CLI));

    @ArchTest
    static final ArchRule INTERNALS_STAY_IN_CORE =
            noClasses().that().resideOutsideOfPackage(CORE).should().dependOnClassesThat(resideInAPackage(INTERNAL));

    @ArchTest
    static final ArchRule SDK_TYPES_STAY_WHERE_CALLS_ARE_MADE = noClasses()
            .that()
            .resideInAnyPackage(PROVIDERS)
            .and()
            .resideOutsideOfPackages("..bridge..", HMS_WIRE, GLUE_ENDPOINT)
            .and()
            .haveNameNotMatching(".*\\.[A-Za-z]*(Errors|Probe|Vendor|Sts)(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAnyPackage(VENDOR_SDKS));

    @ArchTest
    static final ArchRule SECRETS_ARE_REVEALED_ONLY_WHERE_THEY_ARE_SEALED_OR_USED = noClasses()
            .that()
            .resideInAnyPackage(API, API + ".property", API + ".spi", API + ".core", INTERNAL)
            .and()
            .resideOutsideOfPackages(
                    API + ".core.internal.content..",
                    API + ".core.internal.crypto..",
                    API + ".core.internal.store.postgres..",
                    API + ".core.internal.vend..")
            .should()
            .callMethodWhere(Predicates.target(HasName.Predicates.nameStartingWith("reveal"))
                    .and(Predicates.target(HasOwner.Predicates.With.owner(type(Secret.class)))));

    @ArchTest
    static final ArchRule THREADS_ARE_STARTED_BY_THE_ENGINE_AND_THE_PROBE_ONLY = noClasses()
            .that()
            .resideInAPackage(API + "..")
            .and()
            .resideOutsideOfPackages(
                    API + ".core.internal.vend..",
                    API + ".core.internal.probe..",
                    API + ".core.internal.store..",
                    GLUE_ENDPOINT,
                    TCK,
                    CLI)
            .should()
            .dependOnClassesThat(
                    type(Executors.class).or(assignableTo(Executor.class).and(not(type(Executor.class)))));

    @ArchTest
    static final ArchRule NO_STATIC_CHANGES =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule NO_DRAWER_FOR_LEFTOVERS =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..impl..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Info|Data|Dto|Impl)");

    private static DescribedPredicate<JavaClass> within(String[] packages, String... more) {
        return resideInAnyPackage(packages).or(resideInAnyPackage(more));
    }
}
