package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a session policy for invoking functions. */
final class LambdaStatements {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern ARN =
            Pattern.compile("(?<partition>[a-z-]+):lambda:[a-z0-9-]+:\\d{12}:function:[A-Za-z0-9_-]{1,64}");

    private final Terms terms;
    private final List<Grant> grants;

    LambdaStatements(Terms terms, List<Grant> grants) {
        this.terms = terms;
        this.grants = grants;
    }

    /** One statement, none for no grants; fails for what is no function. */
    List<Statement> all() {
        if (grants.isEmpty()) {
            return List.of();
        }
        List<String> arns = grants.stream()
                .map(Grant::resource)
                .map(this::arn)
                .flatMap(arn -> List.of(arn, arn + ":*").stream())
                .toList();
        return List.of(Statement.allow(List.of("lambda:InvokeFunction"), arns));
    }

    private String arn(Resource function) {
        return function.scheme().equals("arn") ? given(function) : built(function);
    }

    private String given(Resource function) {
        Matcher arn = ARN.matcher(function.root());
        if (!arn.matches() || !arn.group("partition").equals(terms.partition())) {
            throw IamSessionPolicy.invalid(
                    function, "is no ARN of a Lambda function in partition " + terms.partition());
        }
        return function.toString();
    }

    private String built(Resource function) {
        if (!NAME.matcher(function.root()).matches() || !function.path().isEmpty()) {
            throw IamSessionPolicy.invalid(function, "is no function name; write lambda://name");
        }
        String account = terms.account()
                .orElseThrow(() -> IamSessionPolicy.invalid(
                        function, "needs the account of a role; give the function's ARN instead"));
        return String.join(
                ":", "arn", terms.partition(), "lambda", terms.region(), account, "function", function.root());
    }
}
