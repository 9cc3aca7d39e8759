package dev.mooring.connection.tencent;

import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import dev.mooring.connection.tencent.CamSessionPolicy.Terms;
import java.util.List;
import java.util.regex.Pattern;

/** The statement of a session policy for invoking functions of the connection's namespace. */
final class ScfStatements {
    private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_-]{0,58}[A-Za-z0-9])?");

    private final Terms terms;
    private final List<Grant> grants;

    ScfStatements(Terms terms, List<Grant> grants) {
        this.terms = terms;
        this.grants = grants;
    }

    /** One statement, none for no grants; fails for what is no function. */
    List<Statement> all() {
        List<String> functions =
                grants.stream().map(Grant::resource).map(this::resource).toList();
        return functions.isEmpty() ? List.of() : List.of(Statement.allow(List.of("name/scf:Invoke"), functions));
    }

    private String resource(Resource function) {
        if (!function.path().isEmpty() || !NAME.matcher(function.root()).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    function + " is no function of SCF",
                    "write scf://function, with the name of a function in namespace " + terms.namespace());
        }
        return "qcs::scf:" + terms.region() + ":uin/" + terms.uin() + ":namespace/" + terms.namespace() + "/function/"
                + function.root();
    }
}
