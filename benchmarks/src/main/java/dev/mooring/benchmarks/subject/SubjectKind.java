package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.subject.MooringSubject.Layout;
import java.util.function.Function;

/** All that is measured. A tuned peer has its windows set to fit tokens of seconds, which its defaults do not. */
public enum SubjectKind {
    REFERENCE("reference", ReferenceSubject::new),
    REFERENCE_COARSE_CLOCK("reference, coarse clock", ReferenceSubject::withCoarseClock),
    MOORING("Mooring", service -> new MooringSubject(service, Layout.ONE_CONNECTION)),
    MOORING_CONNECTIONS(
            "Mooring, a connection per key", service -> new MooringSubject(service, Layout.MANY_CONNECTIONS)),
    AWS("AWS SDK", service -> new AwsSubject(service, AwsSubject.DEFAULTS)),
    AWS_TUNED("AWS SDK, tuned", service -> new AwsSubject(service, AwsSubject.TUNED)),
    AWS_ASYNC("AWS SDK, async and tuned", service -> new AwsSubject(service, AwsSubject.TUNED_ASYNC)),
    DATABRICKS("Databricks SDK", service -> new DatabricksSubject(service, builder -> {})),
    DATABRICKS_TUNED("Databricks SDK, tuned", service -> new DatabricksSubject(service, DatabricksSubject::tune)),
    ALIYUN("Aliyun", service -> new AliyunSubject(service, AliyunSubject.DEFAULT_MARGIN)),
    ALIYUN_TUNED("Aliyun, tuned", service -> new AliyunSubject(service, AliyunSubject.TUNED_MARGIN));

    private final String title;
    private final Function<TokenService, Subject> opening;

    SubjectKind(String title, Function<TokenService, Subject> opening) {
        this.title = title;
        this.opening = opening;
    }

    /** Its name in the report. */
    public String title() {
        return title;
    }

    /** A new one over the service. */
    public Subject open(TokenService service) {
        return opening.apply(service);
    }
}
