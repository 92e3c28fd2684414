package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.Labels;
import io.metricskit.testkit.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A counter that takes any labels, held against a map from label sets to totals. */
final class FreeLabelsModelTests {

    private enum Verb {
        INC,
        ADD,
        INC_BY_PAIRS,
        REMOVE,
        CLEAR
    }

    private record Operation(Verb verb, Map<String, String> labels) {}

    /** The totals, and whether the unlabelled series shows at 0 though nobody used it. */
    private static final class Model {
        final Map<Map<String, String>, Double> totals = new HashMap<>();
        boolean untouched = true;

        void add(Map<String, String> labels, double amount) {
            totals.merge(present(labels), amount, Double::sum);
            untouched = false;
        }

        boolean remove(Map<String, String> labels) {
            return totals.remove(present(labels)) != null;
        }

        void clear() {
            totals.clear();
            untouched = true;
        }

        Map<Map<String, String>, Double> shown() {
            return untouched ? Map.of(Map.of(), 0.0) : totals;
        }

        private static Map<String, String> present(Map<String, String> labels) {
            Map<String, String> present = new HashMap<>(labels);
            present.values().removeIf(String::isEmpty);
            return present;
        }
    }

    @Property(tries = 300)
    void aMetricShowsWhatAMapOfLabelSetsHolds(@ForAll("operations") List<Operation> operations) {
        Counter counter = Counter.builder("c_total").help("C.").build();
        Model model = new Model();

        for (Operation operation : operations) {
            apply(operation, counter, model);
        }

        Map<Map<String, String>, Double> shown = new HashMap<>();
        for (Sample sample : Scrape.of(counter).samples()) {
            shown.put(sample.labelMap(), sample.value());
        }
        assertThat(shown).isEqualTo(model.shown());
    }

    private static void apply(Operation operation, Counter counter, Model model) {
        Labels labels = Labels.of(operation.labels);
        switch (operation.verb) {
            case INC -> {
                counter.inc(labels);
                model.add(operation.labels, 1);
            }
            case ADD -> {
                counter.add(labels, 2.5);
                model.add(operation.labels, 2.5);
            }
            case INC_BY_PAIRS -> {
                byPairs(counter, operation.labels).inc();
                model.add(operation.labels, 1);
            }
            case REMOVE -> assertThat(counter.remove(labels)).isEqualTo(model.remove(operation.labels));
            case CLEAR -> {
                counter.clear();
                model.clear();
            }
        }
    }

    private static Counter.Child byPairs(Counter counter, Map<String, String> labels) {
        String[] p = labels.entrySet().stream()
                .flatMap(label -> List.of(label.getKey(), label.getValue()).stream())
                .toArray(String[]::new);
        return switch (labels.size()) {
            case 1 -> counter.labels(p[0], p[1]);
            case 2 -> counter.labels(p[0], p[1], p[2], p[3]);
            case 3 -> counter.labels(p[0], p[1], p[2], p[3], p[4], p[5]);
            case 4 -> counter.labels(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
            default -> counter.labels(Labels.of(labels));
        };
    }

    @Provide
    static Arbitrary<List<Operation>> operations() {
        Arbitrary<Verb> verbs = Arbitraries.frequency(
                Tuple.of(10, Verb.INC),
                Tuple.of(5, Verb.ADD),
                Tuple.of(10, Verb.INC_BY_PAIRS),
                Tuple.of(10, Verb.REMOVE),
                Tuple.of(1, Verb.CLEAR));
        Arbitrary<Map<String, String>> labels = Arbitraries.maps(
                        Arbitraries.of("a", "b", "c", "d", "e"), Arbitraries.of("", "1", "2"))
                .ofMaxSize(5);
        return Combinators.combine(verbs, labels).as(Operation::new).list().ofMaxSize(120);
    }
}
