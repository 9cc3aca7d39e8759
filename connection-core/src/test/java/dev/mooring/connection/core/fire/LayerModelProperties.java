package dev.mooring.connection.core.fire;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.core.fire.LayerModel.Asking;
import dev.mooring.connection.core.fire.ModelledLayer.Way;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Whatever is done to a layer, in whatever order: it answers what its model allows. */
class LayerModelProperties {
    private static final int LONGEST = 60;

    @Property(tries = 200)
    void theLayerAnswersWhatItsModelAllows(@ForAll("chains") ActionChain<ModelledLayer> chain) {
        try {
            chain.run();
        } finally {
            chain.finalState().ifPresent(ModelledLayer::close);
        }
    }

    @Provide
    Arbitrary<ActionChain<ModelledLayer>> chains() {
        return Arbitraries.of(Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofHours(1))
                .flatMap(life -> ActionChain.startWith(() -> ModelledLayer.withConnections(life, "lake", "pond"))
                        .withAction(4, on("create", ModelledLayer::create))
                        .withAction(1, on("alter", ModelledLayer::alter))
                        .withAction(1, on("disable", ModelledLayer::disable))
                        .withAction(4, on("enable", ModelledLayer::enable))
                        .withAction(1, on("drop", ModelledLayer::drop))
                        .withAction(6, advance(life))
                        .withAction(1, with("fail", faults(), ModelledLayer::fail))
                        .withAction(1, with("set the issuer's clock by", errors(), ModelledLayer::setIssuersClock))
                        .withAction(3, action("recover", ModelledLayer::recover))
                        .withAction(1, with("reject the last of", askings(), ModelledLayer::reject))
                        .withAction(16, vend())
                        .withMaxTransformations(LONGEST));
    }

    private static Action.Independent<ModelledLayer> vend() {
        return () -> Combinators.combine(askings(), Arbitraries.of(Way.class))
                .as((asking, way) ->
                        Transformer.mutate("vend from " + asking + " by " + way, layer -> layer.vend(asking, way)));
    }

    private static Action.Independent<ModelledLayer> action(String what, Consumer<ModelledLayer> does) {
        return () -> Arbitraries.just(Transformer.mutate(what, does));
    }

    private static <T> Action.Independent<ModelledLayer> with(
            String what, Arbitrary<T> values, BiConsumer<ModelledLayer, T> does) {
        return () -> values.map(value -> Transformer.mutate(what + " " + value, layer -> does.accept(layer, value)));
    }

    private static Action.Independent<ModelledLayer> on(String what, BiConsumer<ModelledLayer, String> does) {
        return with(what, names(), does);
    }

    private interface Naming {
        void apply(ModelledLayer layer, String name, String endpoint);
    }

    private static Action.Independent<ModelledLayer> on(String what, Naming does) {
        Arbitrary<String> endpoints = Arbitraries.of("one", "two");
        return () -> Combinators.combine(names(), endpoints)
                .as((name, endpoint) -> Transformer.mutate(
                        what + " " + name + " with endpoint " + endpoint, layer -> does.apply(layer, name, endpoint)));
    }

    /** By parts of a life: within what is fresh, into what is due, to the very end and far beyond. */
    private static Action.Independent<ModelledLayer> advance(Duration life) {
        return with(
                "advance the clock by",
                Arbitraries.of(1, 12, 40, 77, 81, 90, 100, 118, 120, 121, 400)
                        .map(part -> life.multipliedBy(part).dividedBy(120)),
                ModelledLayer::advance);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.frequency(Tuple.of(3, "lake"), Tuple.of(1, "pond"));
    }

    private static Arbitrary<Duration> errors() {
        return Arbitraries.of(0, 10, -10).map(Duration::ofMinutes);
    }

    /** Only such that an attempt is not repeated while a caller waits: that takes its time. */
    private static Arbitrary<Fault> faults() {
        return Arbitraries.of(Fault.THROTTLED_FOR_A_MINUTE, Fault.DENIED, Fault.MALFORMED, Fault.CRASHED);
    }

    private static Arbitrary<Asking> askings() {
        List<AccessScope> scopes = List.of(AccessScope.read("mint://orders/"), AccessScope.readWrite("mint://orders/"));
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, "ann"), Tuple.of(1, "bob")), names(), Arbitraries.of(scopes))
                .as(Asking::new);
    }
}
