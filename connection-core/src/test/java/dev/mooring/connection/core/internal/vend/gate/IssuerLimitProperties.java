package dev.mooring.connection.core.internal.vend.gate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** In simulated time: what is asserted here depends on no machine. */
class IssuerLimitProperties {
    private static final double LATENCY = 20;

    @Property(tries = 200)
    void findsACeilingOfFiftyWithHardlyARefusal(@ForAll long seed) {
        SimulatedIssuer issuer = new SimulatedIssuer(50, LATENCY, seed);
        assertThat(issuer.load(2_000)).isLessThan(1.35 * 2_000 / 50 * LATENCY);
        assertThat(issuer.refused()).isLessThanOrEqualTo(20);
    }

    @Property(tries = 200)
    void findsACeilingOfTenWithHardlyARefusal(@ForAll long seed) {
        SimulatedIssuer issuer = new SimulatedIssuer(10, LATENCY, seed);
        assertThat(issuer.load(500)).isLessThan(1.5 * 500 / 10 * LATENCY);
        assertThat(issuer.refused()).isLessThanOrEqualTo(15);
    }

    @Property(tries = 200)
    void usesMostOfWhatAnyIssuerBears(@ForAll @IntRange(min = 5, max = 60) int ceiling, @ForAll long seed) {
        SimulatedIssuer issuer = new SimulatedIssuer(ceiling, LATENCY, seed);
        int keys = 100 * ceiling;
        assertThat(issuer.load(keys)).isLessThan(1.4 * keys / ceiling * LATENCY);
        assertThat(issuer.refused()).isLessThanOrEqualTo(Math.max(20, keys / 50));
    }

    @Property(tries = 200)
    void followsAnIssuerThatBearsLessAndThenMore(@ForAll long seed) {
        SimulatedIssuer issuer = new SimulatedIssuer(50, LATENCY, seed);
        issuer.load(2_000);
        issuer.ceiling(10);
        issuer.load(2_000);
        assertThat(issuer.limit()).isLessThanOrEqualTo(11);
        issuer.ceiling(50);
        issuer.load(40_000);
        assertThat(issuer.limit()).isGreaterThan(30);
    }

    @Property(tries = 200)
    void neverStopsAltogether(@ForAll @IntRange(min = 1, max = 3) int ceiling, @ForAll long seed) {
        SimulatedIssuer issuer = new SimulatedIssuer(ceiling, LATENCY, seed);
        issuer.load(200);
        assertThat(issuer.limit()).isPositive();
    }

    @Property(tries = 200)
    void neverExceedsTheMostOfAnIssuerThatRefusesNothing(@ForAll long seed) {
        SimulatedIssuer issuer = new SimulatedIssuer(Integer.MAX_VALUE, LATENCY, seed);
        issuer.load(5_000);
        assertThat(issuer.limit()).isBetween(32, IssuerLimit.MOST);
    }
}
