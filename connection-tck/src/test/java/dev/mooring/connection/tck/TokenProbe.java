package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves, vends and looks. */
final class TokenProbe implements ConnectivityProbe {
    private final ProviderContext context;
    private final Set<Flaw> flaws;

    TokenProbe(ProviderContext context, Set<Flaw> flaws) {
        this.context = context;
        this.flaws = flaws;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        List<ProbeStep> steps = new ArrayList<>();
        steps.add(new ProbeStep(
                Stage.RESOLVE,
                "token service",
                run -> Finding.passed("resolves to " + context.resolve("token.example"))));
        steps.add(new ProbeStep(Stage.AUTHENTICATE, "token service", run -> {
            request.vending().vend(request.scope().orElse(AccessScope.everything()));
            return Finding.passed("a token was issued");
        }));
        steps.add(new ProbeStep(Stage.OPERATE, "store", run -> {
            String path = flaws.contains(Flaw.TEST_WRITES) ? "/write" : "/read";
            new TokenClient(context.endpointOverride("token").orElseThrow(), context.timeout())
                    .post(path, TokenBackend.PLATFORM, Map.of("a", "b"));
            return Finding.passed("the store answers");
        }));
        if (flaws.contains(Flaw.STEPS_ARE_UNORDERED)) {
            Collections.reverse(steps);
        }
        return steps;
    }
}
